using AgentBus.Rego.Compliance;

if (args.Length == 0 || args.Any(a => a.StartsWith("--", StringComparison.Ordinal) && a != "--failures"))
{
    Console.Error.WriteLine("usage: AgentBus.Rego.Compliance CASES.json[.gz] [--failures]");
    return 2;
}

var outcomes = CaseFile.Read(args.First(a => a != "--failures")).Select(CaseRunner.Run).ToList();
Console.WriteLine($"passed {outcomes.Count(o => o.Passed)} of {outcomes.Count}");
foreach (var group in outcomes.GroupBy(o => o.Case.Group).OrderBy(g => g.Key, StringComparer.Ordinal))
{
    Console.WriteLine($"{group.Key}: {group.Count(o => o.Passed)} of {group.Count()}");
}

if (args.Contains("--failures"))
{
    foreach (var outcome in outcomes.Where(o => !o.Passed))
    {
        Console.WriteLine($"FAILED {outcome.Case.Note}: {outcome.Failure}");
    }
}

return outcomes.All(o => o.Passed) ? 0 : 1;
