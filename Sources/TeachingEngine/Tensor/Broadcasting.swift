/// The shape two shapes broadcast to: axes are matched from the back, and an axis of length 1
/// stretches to the other's; `nil` if they do not fit.
func broadcastShape(_ a: [Int], _ b: [Int]) -> [Int]? {
  if a == b { return a }
  let rank = max(a.count, b.count)
  var result = Array(repeating: 1, count: rank)
  for back in 1...rank {
    let x = back <= a.count ? a[a.count - back] : 1
    let y = back <= b.count ? b[b.count - back] : 1
    guard x == y || x == 1 || y == 1 else { return nil }
    result[rank - back] = x == 1 ? y : x
  }
  return result
}

/// The row-major strides of `shape` seen as part of `target`; stretched axes have stride 0.
func broadcastStrides(_ shape: [Int], to target: [Int]) -> [Int] {
  var strides = Array(repeating: 0, count: target.count)
  var stride = 1
  for back in 1...max(1, shape.count) where back <= shape.count {
    let length = shape[shape.count - back]
    strides[target.count - back] = length == 1 ? 0 : stride
    stride *= length
  }
  return strides
}

/// Calls `body(i, j)` for the start of every innermost row of `shape`, with the offsets of two
/// operands that have the given strides.
@inline(__always)
func forEachRow(
  of shape: [Int],
  _ aStrides: [Int],
  _ bStrides: [Int],
  _ body: (Int, Int) -> Void
) {
  guard !shape.contains(0) else { return }
  var index = Array(repeating: 0, count: shape.count)
  var a = 0
  var b = 0
  while true {
    body(a, b)
    var axis = shape.count - 2
    while axis >= 0 {
      index[axis] += 1
      a += aStrides[axis]
      b += bStrides[axis]
      if index[axis] < shape[axis] { break }
      a -= aStrides[axis] * shape[axis]
      b -= bStrides[axis] * shape[axis]
      index[axis] = 0
      axis -= 1
    }
    if axis < 0 { return }
  }
}
