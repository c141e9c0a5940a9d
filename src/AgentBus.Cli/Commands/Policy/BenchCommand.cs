using System.CommandLine;
using AgentBus.Cli.Policies;
using AgentBus.Cli.Rendering;

namespace AgentBus.Cli.Commands.Policy;

/// <summary>agentbus policy bench: what an answer costs.</summary>
internal sealed class BenchCommand : ExampleCommand
{
    private readonly CommandSurroundings _surroundings;
    private readonly QuestionSymbols _question = new();

    private readonly Option<int> _count = new("--count", "-n")
    {
        HelpName = "N",
        Description = "How many evaluations to measure, after as many to warm up.", DefaultValueFactory = static _ => 20_000, CustomParser = Number,
    };

    public BenchCommand(CommandSurroundings surroundings)
        : base(
            "bench",
            "Measures a query: evaluations per second, p50, p99 and bytes allocated per evaluation, on one thread.",
            "agentbus policy bench deploy/policies/agentbus -q data.agentbus.decision -i input.json",
            "agentbus policy bench bundle.tar.gz -q data.hours.allow -i input.json --count 100000 --output json")
    {
        _surroundings = surroundings;
        _question.AddTo(this, onlyPaths: false);
        Add(_count);
        SetAction(Measure);
    }

    private static int Number(System.CommandLine.Parsing.ArgumentResult result) =>
        int.TryParse(result.Tokens[0].Value, out var count) && count is >= 1 and <= 10_000_000
            ? count
            : Parsing.Refuse<int>(result, "--count must be 1 to 10000000.");

    private int Measure(ParseResult parsed)
    {
        var question = _question.Read(parsed, _surroundings);
        var figures = PolicyMeasurement.Take(question.Prepare(), parsed.GetValue(_count), _surroundings.Clock);
        BenchView.Write(_surroundings.Output, figures, _question.Output(parsed));
        return ExitCodes.Done;
    }
}
