using System.CommandLine;
using AgentBus.Cli.Rendering;

namespace AgentBus.Cli.Commands.Policy;

/// <summary>agentbus policy explain: which rules made up an answer.</summary>
internal sealed class ExplainCommand : ExampleCommand
{
    private readonly CommandSurroundings _surroundings;
    private readonly QuestionSymbols _question = new();

    public ExplainCommand(CommandSurroundings surroundings)
        : base(
            "explain",
            "Evaluates a path below data and tells which rules fired, with their source lines. The exit code is 3 if it is undefined.",
            "agentbus policy explain deploy/policies/agentbus -q data.agentbus.decision -i input.json",
            "agentbus policy explain bundle.tar.gz -q data.hours.deny -i - --output json < input.json")
    {
        _surroundings = surroundings;
        _question.AddTo(this, onlyPaths: true);
        SetAction(Explain);
    }

    private int Explain(ParseResult parsed)
    {
        var explanation = _question.Read(parsed, _surroundings).Explain();
        if (_question.Output(parsed) == OutputFormat.Json)
        {
            ExplanationView.WriteJson(_surroundings.Output, explanation);
        }
        else
        {
            ExplanationView.WriteTable(_surroundings.Output, explanation);
        }

        return explanation.Value is null ? ExitCodes.Undefined : ExitCodes.Done;
    }
}
