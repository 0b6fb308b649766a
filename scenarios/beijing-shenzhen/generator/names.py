"""Made-up estate names, Chinese with pinyin. None of them is meant to be a real place."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

_FIRST = (
    "锦 Jin|翠 Cui|兰 Lan|桂 Gui|柳 Liu|枫 Feng|松 Song|竹 Zhu|荷 He|莲 Lian|杏 Xing|槐 Huai|"
    "榕 Rong|云 Yun|霞 Xia|月 Yue|星 Xing|晨 Chen|朝 Zhao|秋 Qiu|春 Chun|雪 Xue|雨 Yu|金 Jin|"
    "银 Yin|玉 Yu|珠 Zhu|青 Qing|碧 Bi|紫 Zi|丹 Dan|白 Bai|安 An|宁 Ning|和 He|康 Kang|"
    "福 Fu|瑞 Rui|祥 Xiang|嘉 Jia|文 Wen|明 Ming|德 De|信 Xin|恒 Heng|永 Yong|新 Xin|华 Hua"
)
_SECOND = (
    "湖 hu|泉 quan|溪 xi|江 jiang|岭 ling|桥 qiao|台 tai|亭 ting|林 lin|峰 feng|谷 gu|河 he|"
    "塘 tang|洲 zhou|岸 an|港 gang|庭 ting|堂 tang|阁 ge|坊 fang|景 jing|秀 xiu|荫 yin|霖 lin"
)
_LAST = "园 Yuan|苑 Yuan|里 Li|村 Cun|花园 Huayuan|新村 Xincun|家园 Jiayuan|小区 Xiaoqu"


def _pairs(text: str) -> list[tuple[str, str]]:
    return [(entry.split(" ")[0], entry.split(" ")[1]) for entry in text.split("|")]


_FIRST_PAIRS, _SECOND_PAIRS, _LAST_PAIRS = _pairs(_FIRST), _pairs(_SECOND), _pairs(_LAST)


def slug(text: str) -> str:
    """Turn a name into an identifier of small letters, digits and hyphens."""
    kept = "".join(c for c in text.lower().replace(" ", "-") if c.isalnum() or c == "-")
    return kept.strip("-")


@dataclass
class Names:
    """Gives each estate a name and an id that nobody else has.

    Parameters
    ----------
    taken_zh : set of str
        Chinese names that are not to be used, such as those of real estates.
    """

    taken_zh: set[str]
    taken_id: set[str] = field(default_factory=set)

    def make(self, city: str, rng: random.Random) -> tuple[str, str, str]:
        """Return id, name and Chinese name of a new estate of `city`."""
        while True:
            first = _FIRST_PAIRS[int(rng.random() * len(_FIRST_PAIRS))]
            second = _SECOND_PAIRS[int(rng.random() * len(_SECOND_PAIRS))]
            last = _LAST_PAIRS[int(rng.random() * len(_LAST_PAIRS))]
            name_zh = first[0] + second[0] + last[0]
            name = f"{first[1]}{second[1]} {last[1]}"
            identifier = f"{slug(city)}-{slug(name)}"
            if name_zh not in self.taken_zh and identifier not in self.taken_id:
                self.taken_zh.add(name_zh)
                self.taken_id.add(identifier)
                return identifier, name, name_zh
