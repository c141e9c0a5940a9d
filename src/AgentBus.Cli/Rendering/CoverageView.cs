using System.Globalization;
using AgentBus.Cli.Policies;

namespace AgentBus.Cli.Rendering;

/// <summary>The coverage of files as a table, and each rule that no test reaches.</summary>
internal static class CoverageView
{
    public static void Write(TextWriter writer, IReadOnlyList<RuleCoverage> files)
    {
        if (files.Count == 0)
        {
            return;
        }

        Tables.Write(writer, ["file", "rules", "covered", "%"], files.Select(static f => (string[])
        [
            f.File, f.Rules.ToString(CultureInfo.InvariantCulture), f.Covered.ToString(CultureInfo.InvariantCulture), f.Percent.ToString("0.0", CultureInfo.InvariantCulture),
        ]));
        foreach (var rule in files.SelectMany(static f => f.NotCovered))
        {
            writer.WriteLine($"not covered: {rule.Name} ({rule.Location})");
        }
    }
}
