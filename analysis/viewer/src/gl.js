// Draws frames with WebGL2: links as ribbons, boxes, round marks.

const RIBBON = `#version 300 es
in vec2 corner;
in vec4 ends;
in vec3 look;
in vec4 tint;
uniform vec2 size, shift;
uniform float scale;
out vec4 color;
out float across;
out float half_width;
void main() {
  vec2 a = ends.xy * scale + shift, b = ends.zw * scale + shift;
  vec2 along = b - a;
  float length_px = max(length(along), 1e-6);
  vec2 unit = along / length_px, right = vec2(-unit.y, unit.x);
  half_width = look.x * 0.5;
  float reach = half_width + 0.8;
  vec2 place = mix(a, b, corner.x) + unit * (corner.x * 2.0 - 1.0) * half_width * 0.5 +
               right * (look.y + corner.y * reach);
  across = corner.y * reach;
  color = tint;
  gl_Position = vec4(place / size * vec2(2.0, -2.0) + vec2(-1.0, 1.0), 0.0, 1.0);
}`;
const RIBBON_COLOR = `#version 300 es
precision mediump float;
in vec4 color;
in float across;
in float half_width;
out vec4 result;
void main() {
  float a = color.a * clamp(half_width + 0.5 - abs(across), 0.0, 1.0);
  result = vec4(color.rgb * a, a);
}`;
const ROUND = `#version 300 es
in vec4 mark;
in vec4 tint;
uniform vec2 size;
uniform float ratio;
out vec4 color;
out vec2 ring;
void main() {
  float reach = mark.z + mark.w * 0.5 + 0.7;
  gl_PointSize = 2.0 * reach * ratio;
  ring = vec2(mark.z, mark.w);
  color = tint;
  gl_Position = vec4(mark.xy / size * vec2(2.0, -2.0) + vec2(-1.0, 1.0), 0.0, 1.0);
}`;
const ROUND_COLOR = `#version 300 es
precision mediump float;
in vec4 color;
in vec2 ring;
out vec4 result;
void main() {
  float reach = ring.x + ring.y * 0.5 + 0.7;
  float r = length(gl_PointCoord - 0.5) * 2.0 * reach;
  float inside = ring.y > 0.0 ? ring.y * 0.5 + 0.5 - abs(r - ring.x) : ring.x + 0.5 - r;
  float a = color.a * clamp(inside, 0.0, 1.0);
  if (a <= 0.0) discard;
  result = vec4(color.rgb * a, a);
}`;
const BOX = `#version 300 es
in vec2 corner;
in vec4 box;
in float half_width;
in vec4 tint;
uniform vec2 size;
out vec4 color;
void main() {
  vec2 unit = box.zw / max(length(box.zw), 1e-6);
  vec2 place = box.xy + box.zw * (corner.x * 2.0 - 1.0) + vec2(-unit.y, unit.x) * corner.y * half_width;
  color = tint;
  gl_Position = vec4(place / size * vec2(2.0, -2.0) + vec2(-1.0, 1.0), 0.0, 1.0);
}`;
const BOX_COLOR = `#version 300 es
precision mediump float;
in vec4 color;
out vec4 result;
void main() {
  result = vec4(color.rgb * color.a, color.a);
}`;

const FAR = 3e5;

export class GlRenderer {
  constructor(gl, scene) {
    this.gl = gl;
    this.scene = scene;
    this.ribbon = this.program(RIBBON, RIBBON_COLOR);
    this.round = this.program(ROUND, ROUND_COLOR);
    this.box = this.program(BOX, BOX_COLOR);
    this.corners = this.buffer(new Float32Array([0, -1, 1, -1, 0, 1, 1, 1]));
    this.layRibbons();
    this.streams = new Map();
  }

  program(vertex, fragment) {
    const { gl } = this;
    const program = gl.createProgram();
    for (const [kind, source] of [
      [gl.VERTEX_SHADER, vertex],
      [gl.FRAGMENT_SHADER, fragment],
    ]) {
      const shader = gl.createShader(kind);
      gl.shaderSource(shader, source);
      gl.compileShader(shader);
      if (!gl.getShaderParameter(shader, gl.COMPILE_STATUS))
        throw new Error(gl.getShaderInfoLog(shader));
      gl.attachShader(program, shader);
    }
    gl.linkProgram(program);
    if (!gl.getProgramParameter(program, gl.LINK_STATUS))
      throw new Error(gl.getProgramInfoLog(program));
    const of = {};
    for (const name of ["size", "shift", "scale", "ratio"])
      of[name] = gl.getUniformLocation(program, name);
    for (const name of ["corner", "ends", "look", "tint", "mark", "box", "half_width"])
      of[name] = gl.getAttribLocation(program, name);
    return { program, of };
  }

  buffer(values) {
    const { gl } = this;
    const made = gl.createBuffer();
    gl.bindBuffer(gl.ARRAY_BUFFER, made);
    gl.bufferData(gl.ARRAY_BUFFER, values, gl.STATIC_DRAW);
    return made;
  }

  /** One instance a straight piece of a link: both ends relative to an origin that is kept near. */
  layRibbons() {
    const { ways } = this.scene;
    const links = this.scene.links.length;
    this.pieces = links ? ways.start[links] - links : 0;
    this.linkOf = new Uint32Array(this.pieces);
    let at = 0;
    for (let l = 0; l < links; l++)
      for (let k = ways.start[l]; k + 1 < ways.start[l + 1]; k++) this.linkOf[at++] = l;
    this.ends = this.gl.createBuffer();
    this.look = this.gl.createBuffer();
    this.tint = this.gl.createBuffer();
    this.origin = null;
    this.version = -1;
  }

  moveOrigin(camera) {
    const far =
      this.origin &&
      Math.hypot(camera.x - this.origin[0], camera.y - this.origin[1]) * camera.scale;
    if (this.origin && far < FAR) return;
    this.origin = [camera.x, camera.y];
    const { ways } = this.scene;
    const ends = new Float32Array(this.pieces * 4);
    let at = 0;
    for (let l = 0; l < this.scene.links.length; l++)
      for (let k = ways.start[l]; k + 1 < ways.start[l + 1]; k++) {
        ends[at++] = ways.x[k] - camera.x;
        ends[at++] = ways.y[k] - camera.y;
        ends[at++] = ways.x[k + 1] - camera.x;
        ends[at++] = ways.y[k + 1] - camera.y;
      }
    this.fill(this.ends, ends);
  }

  fill(buffer, values) {
    const { gl } = this;
    gl.bindBuffer(gl.ARRAY_BUFFER, buffer);
    gl.bufferData(gl.ARRAY_BUFFER, values, gl.DYNAMIC_DRAW);
  }

  dressRibbons(links) {
    if (links.version === this.version) return;
    this.version = links.version;
    const look = new Float32Array(this.pieces * 3);
    const tint = new Uint8Array(this.pieces * 4);
    for (let i = 0; i < this.pieces; i++) {
      const l = this.linkOf[i];
      look[3 * i] = links.width[l];
      look[3 * i + 1] = links.side[l];
      tint.set(links.color.subarray(4 * l, 4 * l + 4), 4 * i);
    }
    this.fill(this.look, look);
    this.fill(this.tint, tint);
  }

  attribute(location, buffer, size, type, stride, offset, instanced) {
    const { gl } = this;
    if (location < 0) return;
    gl.bindBuffer(gl.ARRAY_BUFFER, buffer);
    gl.enableVertexAttribArray(location);
    gl.vertexAttribPointer(location, size, type, type === gl.UNSIGNED_BYTE, stride, offset);
    gl.vertexAttribDivisor(location, instanced ? 1 : 0);
    this.used.push(location);
  }

  /** Begin with a program; what it enables is disabled again by `end`. */
  begin(which, camera) {
    this.gl.useProgram(which.program);
    this.gl.uniform2f(which.of.size, camera.width, camera.height);
    this.used = [];
  }

  end() {
    for (const location of this.used) {
      this.gl.vertexAttribDivisor(location, 0);
      this.gl.disableVertexAttribArray(location);
    }
  }

  /** Draw a frame over what is there. `ratio`: device pixels in a pixel. */
  draw(frame, camera, ratio) {
    const { gl } = this;
    gl.disable(gl.DEPTH_TEST);
    gl.disable(gl.STENCIL_TEST);
    gl.disable(gl.CULL_FACE);
    gl.enable(gl.BLEND);
    gl.blendFunc(gl.ONE, gl.ONE_MINUS_SRC_ALPHA);
    if (this.pieces) this.drawRibbons(frame.links, camera);
    this.drawRounds("below", frame.below, camera, ratio);
    this.drawBoxes(frame.boxes, camera);
    this.drawRounds("above", frame.above, camera, ratio);
  }

  drawRibbons(links, camera) {
    const { gl } = this;
    this.moveOrigin(camera);
    this.dressRibbons(links);
    const { of } = this.ribbon;
    this.begin(this.ribbon, camera);
    gl.uniform1f(of.scale, camera.scale);
    gl.uniform2f(of.shift, camera.pixelX(this.origin[0]), camera.pixelY(this.origin[1]));
    this.attribute(of.corner, this.corners, 2, gl.FLOAT, 0, 0, false);
    this.attribute(of.ends, this.ends, 4, gl.FLOAT, 0, 0, true);
    this.attribute(of.look, this.look, 3, gl.FLOAT, 0, 0, true);
    this.attribute(of.tint, this.tint, 4, gl.UNSIGNED_BYTE, 0, 0, true);
    gl.drawArraysInstanced(gl.TRIANGLE_STRIP, 0, 4, this.pieces);
    this.end();
  }

  /** Buffers that are filled anew each frame. */
  stream(name, marks) {
    if (!this.streams.has(name))
      this.streams.set(name, [this.gl.createBuffer(), this.gl.createBuffer()]);
    const [values, colors] = this.streams.get(name);
    this.fill(values, marks.values.subarray(0, marks.count * marks.width));
    this.fill(colors, marks.colors.subarray(0, marks.count * 4));
    return [values, colors];
  }

  drawRounds(name, marks, camera, ratio) {
    if (!marks.count) return;
    const { gl } = this;
    const { of } = this.round;
    const [values, colors] = this.stream(name, marks);
    this.begin(this.round, camera);
    gl.uniform1f(of.ratio, ratio);
    this.attribute(of.mark, values, 4, gl.FLOAT, 0, 0, false);
    this.attribute(of.tint, colors, 4, gl.UNSIGNED_BYTE, 0, 0, false);
    gl.drawArrays(gl.POINTS, 0, marks.count);
    this.end();
  }

  drawBoxes(marks, camera) {
    if (!marks.count) return;
    const { gl } = this;
    const { of } = this.box;
    const [values, colors] = this.stream("boxes", marks);
    this.begin(this.box, camera);
    this.attribute(of.corner, this.corners, 2, gl.FLOAT, 0, 0, false);
    this.attribute(of.box, values, 4, gl.FLOAT, 20, 0, true);
    this.attribute(of.half_width, values, 1, gl.FLOAT, 20, 16, true);
    this.attribute(of.tint, colors, 4, gl.UNSIGNED_BYTE, 0, 0, true);
    gl.drawArraysInstanced(gl.TRIANGLE_STRIP, 0, 4, marks.count);
    this.end();
  }
}
