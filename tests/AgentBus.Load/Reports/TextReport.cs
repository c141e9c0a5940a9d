using System.Text;
using AgentBus.Load.Measure;

namespace AgentBus.Load.Reports;

/// <summary>The table for people, as Markdown or as plain columns.</summary>
internal static class TextReport
{
    public static string Write(Figures figures, bool markdown)
    {
        var text = new StringBuilder();
        var rows = FigureRow.Of(figures);
        var width = rows.Max(static row => row.Name.Length);
        text.AppendLine(markdown ? "| figure | measured | reach | goal | beside it |\n|---|---|---|---|---|" : "");
        foreach (var row in rows)
        {
            var measured = row.Measured is { } value ? value.ToString("0.###") : "not measured";
            var verdict = row.FellShort ? "short of " : "";
            text.AppendLine(markdown
                ? $"| {row.Name} | {(row.FellShort ? $"**{measured}**" : measured)} | {Bound(row.Reach)} | {Bound(row.Goal)} | {row.Remark} |"
                : $"  {row.Name.PadRight(width)}  {measured,12}   {(row.Reach is null ? "" : $"{verdict}reach {row.Reach}, goal {row.Goal}")}\n  {"".PadRight(width)}  {row.Remark}");
        }

        text.AppendLine();
        text.AppendLine($"{(markdown ? "" : "  ")}Receipts {figures.Find("receipts"):N0}, journal rows {figures.Find("journal_rows"):N0}. {Machine.Describe()}; load average before the run {figures.Find("load_average"):F2}.");
        return text.ToString();
    }

    private static string Bound(double? bound) => bound?.ToString() ?? "–";
}
