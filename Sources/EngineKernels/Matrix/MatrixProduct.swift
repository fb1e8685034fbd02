/// Products of matrices, the one place where the engine multiplies.
///
/// Nothing is allocated: what a product needs besides its operands is passed in. An element's sum
/// runs over the inner dimension in order, in blocks of `innerBlock`, so a result depends neither on
/// the number of rows computed at once nor on how rows are shared among threads.
public enum MatrixProduct {
  /// Inner dimension summed in registers before the sum is added to the result: a panel of so many
  /// rows of four vectors stays in the second-level cache.
  @inline(__always) static var innerBlock: Int { 384 }

  /// Scalars of workspace that the product with an unpacked right operand needs, at most.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  public static func workspaceCount<Scalar: KernelScalar>(
    _: Scalar.Type,
    inner: Int = .max,
    columns: Int = .max
  ) -> Int {
    let widest = PanelLayout.widestPanel * Scalar.vectorWidth
    return min(inner, innerBlock) * min(widest, Scalar.padded(min(columns, widest)))
  }

  /// `result = left × right`, or `result += left × right`.
  ///
  /// - Parameter left: `[rows, right.inner]`.
  /// - Parameter result: `[rows, right.columns]`, row-major, `resultStride` scalars from row to row.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  public static func multiply<Scalar: KernelScalar>(
    _ left: MatrixOperand<Scalar>,
    rows: Int,
    by right: PackedMatrix<Scalar>,
    into result: UnsafeMutablePointer<Scalar>,
    resultStride: Int,
    accumulating: Bool = false
  ) {
    let width = Scalar.vectorWidth
    let vectorCount = (right.columns + width - 1) / width
    var done = 0
    repeat {
      let inner = min(innerBlock, right.inner - done)
      var vector = 0
      while vector < vectorCount {
        let panelVectors = PanelLayout.width(at: vector, of: vectorCount)
        let (start, panelWidth) = (vector * width, panelVectors * width)
        let panel = Panel(
          left: left.from(row: 0, column: done),
          rows: rows,
          inner: inner,
          right: right.storage + start * right.inner + done * panelWidth,
          rightStride: panelWidth,
          result: result + start,
          resultStride: resultStride,
          columns: min(panelWidth, right.columns - start),
          accumulating: accumulating || done > 0
        )
        panel.multiply(vectors: panelVectors)
        vector += panelVectors
      }
      done += inner
    } while done < right.inner
  }

  /// `result = left × right`, or `result += left × right`, packing `right` on the way.
  ///
  /// - Parameter left: `[rows, inner]`.
  /// - Parameter right: `[inner, columns]`.
  /// - Parameter result: `[rows, columns]`, row-major, `resultStride` scalars from row to row.
  /// - Parameter workspace: `workspaceCount` scalars.
  @_specialize(where Scalar == Float)
  @_specialize(where Scalar == Double)
  public static func multiply<Scalar: KernelScalar>(
    _ left: MatrixOperand<Scalar>,
    rows: Int,
    inner total: Int,
    by right: MatrixOperand<Scalar>,
    columns: Int,
    into result: UnsafeMutablePointer<Scalar>,
    resultStride: Int,
    accumulating: Bool = false,
    workspace: UnsafeMutablePointer<Scalar>
  ) {
    let width = Scalar.vectorWidth
    let vectorCount = (columns + width - 1) / width
    var done = 0
    repeat {
      let inner = min(innerBlock, total - done)
      var vector = 0
      while vector < vectorCount {
        let panelVectors = PanelLayout.width(at: vector, of: vectorCount)
        let (start, panelWidth) = (vector * width, panelVectors * width)
        let block = right.from(row: done, column: start)
        let valid = min(panelWidth, columns - start)
        // Few rows do not repay packing; whole vectors that lie side by side are read in place.
        let inPlace = rows <= 12 && block.columnStride == 1 && valid == panelWidth
        if !inPlace {
          if valid < panelWidth { workspace.update(repeating: 0, count: inner * panelWidth) }
          copyBlock(block, rows: inner, columns: valid, to: workspace, stride: panelWidth)
        }
        let panel = Panel(
          left: left.from(row: 0, column: done),
          rows: rows,
          inner: inner,
          right: inPlace ? block.pointer : UnsafePointer(workspace),
          rightStride: inPlace ? block.rowStride : panelWidth,
          result: result + start,
          resultStride: resultStride,
          columns: valid,
          accumulating: accumulating || done > 0
        )
        panel.multiply(vectors: panelVectors)
        vector += panelVectors
      }
      done += inner
    } while done < total
  }
}
