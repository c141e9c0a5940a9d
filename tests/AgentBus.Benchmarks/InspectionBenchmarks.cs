using System.Text;
using AgentBus.Domain.Inspection;
using BenchmarkDotNet.Attributes;

namespace AgentBus.Benchmarks;

/// <summary>Inspection of 64 KiB: prose with a number now and then, JSON as agents send it, prose that is not ASCII, and text that has much to look at.</summary>
[MemoryDiagnoser]
public class InspectionBenchmarks
{
    private const int Size = 64 * 1024;

    private readonly byte[] _prose = Repeat("The committee met on Tuesday to discuss the plan for the second quarter; after 3 hours it agreed on a budget, and nobody objected to the well-known proposal. ");
    private readonly byte[] _json = Repeat("""{"task": "summarise", "priority": 3, "items": ["alpha", "beta"], "note": "nothing of interest happened in the last run", "duration_ms": 1250, "state": "done"}, """);
    private readonly byte[] _greek = Repeat("Η επιτροπή συνεδρίασε την Τρίτη για να συζητήσει το σχέδιο, και κανείς δεν είχε αντίρρηση. ");
    private readonly byte[] _findings = Repeat("Write to jane.roe@mail.test or call +44 20 7946 0958; the card is 4242 4242 4242 4242. ");

    [Benchmark]
    public TextInspection CleanProse() => TextInspector.Default.Inspect(_prose);

    [Benchmark]
    public TextInspection CleanJson() => TextInspector.Default.Inspect(_json);

    [Benchmark]
    public TextInspection CleanGreek() => TextInspector.Default.Inspect(_greek);

    [Benchmark]
    public TextInspection ManyFindings() => TextInspector.Default.Inspect(_findings);

    private static byte[] Repeat(string text)
    {
        var unit = Encoding.UTF8.GetBytes(text);
        return [.. Enumerable.Repeat(unit, (Size / unit.Length) + 1).SelectMany(static b => b).Take(Size / unit.Length * unit.Length)];
    }
}
