// C++ with its library, without exceptions: containers, algorithms, strings.
#include <algorithm>
#include <map>
#include <numeric>
#include <string>
#include <vector>
#include "../c/classical.h"

extern "C" {

// sizes 4 20 | 200
EXPORT i32 vectors(i32 n) {
  std::vector<i32> values;
  seed(n);
  for (i32 i = 0; i < n; i++) values.push_back(below(1000));
  std::sort(values.begin(), values.end());
  values.erase(std::unique(values.begin(), values.end()), values.end());
  values.insert(values.begin() + values.size() / 2, { 1, 2, 3 });
  std::rotate(values.begin(), values.begin() + 2, values.end());
  std::vector<i32> odd;
  std::copy_if(values.begin(), values.end(), std::back_inserter(odd), [](i32 x) { return x & 1; });
  std::reverse(odd.begin(), odd.end());
  u32 sum = std::accumulate(odd.begin(), odd.end(), 7u, mix);
  return mix(sum, std::lower_bound(values.begin(), values.end(), 500) - values.begin());
}

// sizes 4 20 | 200
EXPORT i32 maps(i32 n) {
  std::map<i32, i32> counts;
  seed(n);
  for (i32 i = 0; i < n; i++) counts[below(n)] += i;
  for (auto it = counts.begin(); it != counts.end();) it->first % 3 == 0 ? it = counts.erase(it) : ++it;
  u32 sum = counts.size();
  for (const auto &[key, value] : counts) sum = mix(sum, key * 1000 + value);
  auto found = counts.upper_bound(n / 2);
  return found == counts.end() ? sum : mix(sum, found->second);
}

// sizes 1 6 | 50
EXPORT i32 strings(i32 n) {
  std::string text = "start";
  for (i32 i = 0; i < n; i++) {
    text += static_cast<char>('a' + i % 26);
    text.insert(i % text.size(), "-" + std::string(i % 4, '*'));
    if (i % 3 == 2) std::reverse(text.begin(), text.end());
    if (auto at = text.find("**"); at != std::string::npos) text.erase(at, 1);
  }
  u32 sum = text.compare("start") < 0;
  for (char c : text) sum = mix(sum, c);
  return mix(sum, text.rfind('-'));
}

// sizes 5 20 | 200
EXPORT i32 heaps_and_permutations(i32 n) {
  std::vector<std::pair<i32, i32>> heap;
  seed(n);
  u32 sum = 0;
  for (i32 i = 0; i < n; i++) {
    heap.emplace_back(below(50), i);
    std::push_heap(heap.begin(), heap.end());
    if (i % 3) continue;
    std::pop_heap(heap.begin(), heap.end());
    sum = mix(sum, heap.back().first * 256 + heap.back().second);
    heap.pop_back();
  }
  std::nth_element(heap.begin(), heap.begin() + heap.size() / 2, heap.end());
  sum = mix(sum, heap[heap.size() / 2].first);
  i32 order[] = { 1, 2, 3, 4 };
  while (std::next_permutation(order, order + 4)) sum = mix(sum, order[0] * 8 + order[3]);
  return sum;
}

}
