import LessonDocument
import Plots

extension BlockOutput {
  /// A chart in all its forms.
  static func chart(_ chart: Chart, block: LessonBlock?, number: Int) -> BlockOutput {
    BlockOutput(
      kind: .chart,
      text: chart.text(width: 80, colour: false, plain: false),
      svg: chart.svg(id: "\(block?.label ?? "inline")-\(number)"),
      summary: chart.summary,
      chart: chart
    )
  }

  /// A table in all its forms.
  static func table(_ table: Table) -> BlockOutput {
    BlockOutput(kind: .table, text: table.text(width: 80), table: table)
  }
}
