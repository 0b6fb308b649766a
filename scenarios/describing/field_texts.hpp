#pragma once

#include <string>
#include <string_view>

namespace dimai::scenarios {

/// What a field of a model is called, and what it means, in Chinese.
struct FieldText {
  std::string name;
  std::string meaning;
};

/// The Chinese texts of a field, by its meaning in English; both empty if there are none.
///
/// They stand in scenarios/describing/fields.zh.json, which is compiled in. A field without them is
/// shown in English; tests/scenarios/test_field_texts.py says which those are.
FieldText chinese_text(std::string_view meaning);

}  // namespace dimai::scenarios
