using System.CommandLine;
using System.Text.RegularExpressions;
using AgentBus.Cli.Policies;
using AgentBus.Cli.Rendering;

namespace AgentBus.Cli.Commands.Policy;

/// <summary>agentbus policy test: runs the rules test_*, as <c>opa test</c> does.</summary>
internal sealed class TestCommand : ExampleCommand
{
    private readonly CommandSurroundings _surroundings;
    private readonly Argument<FileSystemInfo[]> _paths = PolicySymbols.Paths();
    private readonly Option<Regex?> _run = new("--run", "-r") { Description = "Only tests whose name, from data on, matches.", HelpName = "REGEX", CustomParser = Pattern };
    private readonly Option<bool> _coverage = new("--coverage", "-c") { Description = "Tell which rules no test reaches." };
    private readonly Option<bool> _verbose = new("--verbose", "-v") { Description = "Tell each test, also those that pass." };
    private readonly Option<OutputFormat?> _output = OutputSymbols.Create();

    public TestCommand(CommandSurroundings surroundings)
        : base(
            "test",
            "Runs the rules named test_*; those named todo_test_* are skipped. The exit code is 1 if one fails or there is none.",
            "agentbus policy test deploy/policies/agentbus",
            "agentbus policy test deploy/policies/agentbus --run approval --verbose",
            "agentbus policy test hours.rego hours_test.rego --coverage --output json")
    {
        _surroundings = surroundings;
        Add(_paths);
        Add(_run);
        Add(_coverage);
        Add(_verbose);
        Add(_output);
        SetAction(Test);
    }

    private static Regex? Pattern(System.CommandLine.Parsing.ArgumentResult result)
    {
        try
        {
            return new Regex(result.Tokens[0].Value, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
        }
        catch (Exception fault) when (fault is ArgumentException or NotSupportedException)
        {
            return Parsing.Refuse<Regex?>(result, $"--run is no regular expression: {fault.Message}");
        }
    }

    private int Test(ParseResult parsed)
    {
        var policy = PolicyLoader.Load(parsed.GetRequiredValue(_paths)).Policy;
        var results = new PolicyTestRun(policy, _surroundings.Clock).Run(parsed.GetValue(_run));
        var coverage = parsed.GetValue(_coverage) ? RuleCoverage.Of(policy, results) : null;
        if (parsed.GetValue(_output) == OutputFormat.Json)
        {
            TestJson.Write(_surroundings.Output, results, coverage);
        }
        else
        {
            TestView.Write(_surroundings.Output, results, parsed.GetValue(_verbose));
            CoverageView.Write(_surroundings.Output, coverage ?? []);
        }

        return results.Count > 0 && results.All(static r => r.Outcome is TestOutcome.Pass or TestOutcome.Skipped) ? ExitCodes.Done : ExitCodes.Failed;
    }
}
