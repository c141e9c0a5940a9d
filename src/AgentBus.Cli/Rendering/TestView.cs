using System.Globalization;
using AgentBus.Cli.Policies;

namespace AgentBus.Cli.Rendering;

/// <summary>Results of tests as <c>opa test</c> prints them.</summary>
internal static class TestView
{
    private static readonly string Rule = new('-', 80);

    public static void Write(TextWriter writer, IReadOnlyList<PolicyTestResult> results, bool verbose)
    {
        if (results.Count == 0)
        {
            writer.WriteLine("no tests found");
            return;
        }

        var told = results.Where(r => verbose || r.Outcome != TestOutcome.Pass).ToList();
        foreach (var file in told.GroupBy(static r => r.Rule.Location?.File))
        {
            writer.WriteLine(file.Key + ":");
            foreach (var result in file)
            {
                Write(writer, result);
            }

            writer.WriteLine();
        }

        if (told.Count > 0)
        {
            writer.WriteLine(Rule);
        }

        foreach (var outcome in Enum.GetValues<TestOutcome>())
        {
            var count = results.Count(r => r.Outcome == outcome);
            if (count > 0 || outcome == TestOutcome.Pass)
            {
                writer.WriteLine($"{Word(outcome)}: {count}/{results.Count}");
            }
        }
    }

    public static string Word(TestOutcome outcome) => outcome.ToString().ToUpperInvariant();

    private static void Write(TextWriter writer, PolicyTestResult result)
    {
        var duration = result.Outcome == TestOutcome.Skipped ? string.Empty : string.Create(CultureInfo.InvariantCulture, $" ({result.Duration.TotalMilliseconds:0.###}ms)");
        writer.WriteLine($"{result.Rule.Name}: {Word(result.Outcome)}{duration}");
        if (result.Outcome is TestOutcome.Fail or TestOutcome.Error)
        {
            writer.WriteLine($"  at {result.Rule.Location}");
        }

        foreach (var line in result.Printed.Concat(result.Error?.Split('\n') ?? []))
        {
            writer.WriteLine("  " + line);
        }
    }
}
