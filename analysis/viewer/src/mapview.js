// The map by MapLibre: coast lines, names, gestures; our own layer draws the frames in its WebGL2.

import { LngLatBounds, Map as GlMap, setWorkerUrl } from "maplibre-gl";
import { feature } from "topojson-client";
import land from "world-atlas/land-50m.json";
import workerSource from "worker:maplibre";

import { Camera, latitude, longitude, mercatorX, mercatorY } from "./geometry.js";
import { GlRenderer } from "./gl.js";

const WATER = "#e4ebf0";
const LAND = "#fafbfb";

function styleOf(plan, names) {
  const layers = [
    { id: "water", type: "background", paint: { "background-color": plan ? "#fafbfb" : WATER } },
  ];
  const sources = { names: { type: "geojson", data: names } };
  if (!plan) {
    sources.land = { type: "geojson", data: feature(land, land.objects.land), tolerance: 0.6 };
    layers.push({
      id: "land",
      type: "fill",
      source: "land",
      paint: { "fill-color": LAND, "fill-antialias": false },
    });
  }
  return { version: 8, sources, layers };
}

function nameLayer(id, filter, size, halo, extra) {
  return {
    id,
    type: "symbol",
    source: "names",
    filter,
    ...extra,
    layout: {
      "text-field": ["get", "name"],
      "text-font": ["sans-serif"],
      "text-size": size,
      "text-anchor": "left",
      "text-offset": [0.7, 0],
      "text-optional": true,
      "symbol-sort-key": ["get", "order"],
      "text-padding": 3,
    },
    paint: {
      "text-color": id === "cities" ? "#1b2733" : "#4a5763",
      "text-halo-color": "#fff",
      "text-halo-width": halo,
    },
  };
}

export class MapView {
  /** `draw(camera)` gives the frame to be drawn. */
  constructor(box, scene, names, draw) {
    this.scene = scene;
    this.draw = draw;
    setWorkerUrl(URL.createObjectURL(new Blob([workerSource], { type: "text/javascript" })));
    const b = scene.box || [0.4, 0.3, 0.6, 0.5];
    const bounds = new LngLatBounds(
      [longitude(b[0]), latitude(b[3])],
      [longitude(b[2]), latitude(b[1])],
    );
    this.bounds = bounds;
    this.map = new GlMap({
      container: box,
      style: styleOf(scene.plan, names),
      bounds,
      fitBoundsOptions: this.fitting(0),
      maxZoom: 19.5,
      attributionControl: false,
      dragRotate: false,
      pitchWithRotate: false,
      touchPitch: false,
      renderWorldCopies: false,
      fadeDuration: 0,
      maplibreLogo: false,
      canvasContextAttributes: { antialias: false },
    });
    this.map.touchZoomRotate.disableRotation();
    this.map.keyboard.disable();
    this.ready = new Promise((done) => this.map.on("load", done)).then(() => this.addLayers());
  }

  fitting(duration) {
    const narrow = window.innerWidth < 720;
    return {
      padding: narrow
        ? { top: 60, bottom: 150, left: 30, right: 30 }
        : { top: 40, bottom: 120, left: 60, right: 390 },
      duration,
      maxZoom: 16,
    };
  }

  addLayers() {
    const view = this;
    let renderer = null;
    this.map.addLayer({
      id: "dimai",
      type: "custom",
      renderingMode: "2d",
      onAdd(map, gl) {
        renderer = new GlRenderer(gl, view.scene);
      },
      render(gl) {
        const camera = view.camera();
        renderer.draw(view.draw(camera), camera, gl.drawingBufferWidth / camera.width);
      },
    });
    this.map.addLayer(
      nameLayer("nodes", ["!", ["get", "city"]], 11.5, 1.2, {
        minzoom: this.scene.nodes.length < 800 ? 0 : 10.5,
      }),
    );
    this.map.addLayer(nameLayer("cities", ["get", "city"], 13.5, 1.6, { maxzoom: 11.5 }));
  }

  camera() {
    const { lng, lat } = this.map.getCenter();
    const box = this.map.getContainer();
    return new Camera(
      mercatorX(lng),
      mercatorY(lat),
      512 * 2 ** this.map.getZoom(),
      box.clientWidth,
      box.clientHeight,
    );
  }

  repaint() {
    this.map.triggerRepaint();
  }
  onClick(act) {
    this.map.on("click", (event) => act(event.point.x, event.point.y));
  }
  onHover(act) {
    this.map.on("mousemove", (event) => act(event.point.x, event.point.y));
  }
  onMove(act) {
    this.map.on("move", act);
  }
  onDrag(act) {
    this.map.on("dragstart", act);
  }
  setNames(names) {
    const source = this.map.getSource("names");
    if (source) source.setData(names);
  }
  pointer(on) {
    this.map.getCanvas().style.cursor = on ? "pointer" : "";
  }
  zoomBy(steps) {
    this.map.easeTo({ zoom: this.map.getZoom() + steps, duration: 250 });
  }
  showAll() {
    this.map.fitBounds(this.bounds, this.fitting(500));
  }
  moveTo(x, y, zoom) {
    const center = [longitude(x), latitude(y)];
    if (zoom === undefined) this.map.jumpTo({ center });
    else this.map.easeTo({ center, zoom: Math.max(zoom, this.map.getZoom()), duration: 600 });
  }
  resize() {
    this.map.resize();
  }
}
