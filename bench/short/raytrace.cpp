// Traces rays through a scene of mirrors and balls over a floor of squares.
#include <cmath>
#include <cstdint>
#include <vector>

namespace {

struct Vector {
  double x, y, z;
  Vector operator+(Vector o) const { return {x + o.x, y + o.y, z + o.z}; }
  Vector operator-(Vector o) const { return {x - o.x, y - o.y, z - o.z}; }
  Vector operator*(double by) const { return {x * by, y * by, z * by}; }
  double dot(Vector o) const { return x * o.x + y * o.y + z * o.z; }
  Vector unit() const { return *this * (1 / std::sqrt(dot(*this))); }
};

struct Ray { Vector from, direction; };
struct Hit { double distance; Vector normal, colour; double mirror; };

struct Shape {
  virtual ~Shape() = default;
  virtual bool meet(const Ray &ray, Hit &hit) const = 0;
};

struct Ball : Shape {
  Ball(Vector at, double r, Vector c, double m) : centre(at), radius(r), colour(c), mirror(m) {}
  bool meet(const Ray &ray, Hit &hit) const override {
    Vector to = ray.from - centre;
    double half = to.dot(ray.direction), rest = half * half - to.dot(to) + radius * radius;
    if (rest < 0) return false;
    double distance = -half - std::sqrt(rest);
    if (distance < 1e-6 || distance >= hit.distance) return false;
    hit = {distance, (ray.from + ray.direction * distance - centre).unit(), colour, mirror};
    return true;
  }
  Vector centre;
  double radius;
  Vector colour;
  double mirror;
};

struct Floor : Shape {
  bool meet(const Ray &ray, Hit &hit) const override {
    if (ray.direction.y > -1e-6) return false;
    double distance = -ray.from.y / ray.direction.y;
    if (distance < 1e-6 || distance >= hit.distance) return false;
    Vector at = ray.from + ray.direction * distance;
    bool isLight = (static_cast<int>(std::floor(at.x)) + static_cast<int>(std::floor(at.z))) % 2 == 0;
    hit = {distance, {0, 1, 0}, isLight ? Vector{0.9, 0.9, 0.9} : Vector{0.1, 0.2, 0.1}, 0.2};
    return true;
  }
};

using Scene = std::vector<Shape *>;

bool meetAny(const Scene &scene, const Ray &ray, Hit &hit) {
  bool isMet = false;
  for (const Shape *shape : scene) isMet |= shape->meet(ray, hit);
  return isMet;
}

Vector trace(const Scene &scene, const Ray &ray, int depth) {
  Hit hit{1e9, {}, {}, 0};
  if (!meetAny(scene, ray, hit)) return Vector{0.4, 0.6, 0.9} * (0.5 + 0.5 * ray.direction.y);
  Vector at = ray.from + ray.direction * hit.distance, light = (Vector{5, 8, -4} - at).unit();
  Hit shadow{1e9, {}, {}, 0};
  double bright = meetAny(scene, {at, light}, shadow) ? 0 : std::fmax(0, light.dot(hit.normal));
  Vector colour = hit.colour * (0.15 + 0.85 * bright);
  if (depth == 0 || hit.mirror == 0) return colour;
  Vector turned = ray.direction - hit.normal * (2 * hit.normal.dot(ray.direction));
  return colour * (1 - hit.mirror) + trace(scene, {at, turned}, depth - 1) * hit.mirror;
}

} // namespace

extern "C" uint32_t run() {
  std::vector<Ball> balls;
  for (int i = 0; i < 12; i++)
    balls.emplace_back(Vector{i % 4 * 1.5 - 2.2, 0.6 + i % 3 * 0.4, i / 4 * 2.0 + 2}, 0.6, Vector{i % 3 * 0.4, 0.5, i % 4 * 0.3}, 0.1 * (i % 6));
  Floor ground;
  Scene scene{&ground};
  for (Ball &ball : balls) scene.push_back(&ball);
  uint32_t sum = 0;
  for (int y = 0; y < 160; y++)
    for (int x = 0; x < 200; x++) {
      Ray ray{{0, 2, -5}, Vector{(x - 100) / 130.0, (70 - y) / 130.0, 1}.unit()};
      Vector colour = trace(scene, ray, 4);
      sum = sum * 31 + static_cast<uint32_t>((colour.x + colour.y + colour.z) * 85);
    }
  return sum;
}
