extension Chart {
  /// Rules for a page that shows charts: hues for dark pages, forced colours and print.
  ///
  /// Drawings are readable without. A page changes `--plot-1` … `--plot-6` to have series in its own
  /// colours; all else follows the colour of the text.
  public static var styleSheet: String {
    let light = Palette.series.enumerated().map { "--plot-\($0 + 1): \($1);" }
    let dark = Palette.darkSeries.enumerated().map { "--plot-\($0 + 1): \($1);" }
    let series = (1...Palette.series.count).map {
      ".plot-series-\($0) { color: var(--plot-\($0)); }"
    }
    return """
      :root { \(light.joined(separator: " ")) }
      @media screen and (prefers-color-scheme: dark) {
        :root:not([data-theme="light"]) { \(dark.joined(separator: " ")) }
      }
      @media screen { :root[data-theme="dark"] { \(dark.joined(separator: " ")) } }
      \(series.joined(separator: "\n"))
      svg.plot { max-width: 100%; height: auto; }
      .plot-hit:focus, .plot-hit:hover { outline: none; stroke: currentColor; }
      .plot-table { border-collapse: collapse; }
      .plot-table .number { text-align: right; font-variant-numeric: tabular-nums; }
      @media (forced-colors: active) {
        .plot-level { forced-color-adjust: none; }
        .plot-series { color: CanvasText; }
      }

      """
  }
}
