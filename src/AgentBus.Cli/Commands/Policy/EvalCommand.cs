using System.CommandLine;
using AgentBus.Cli.Rendering;

namespace AgentBus.Cli.Commands.Policy;

/// <summary>agentbus policy eval: what a policy answers to an input.</summary>
internal sealed class EvalCommand : ExampleCommand
{
    private readonly CommandSurroundings _surroundings;
    private readonly QuestionSymbols _question = new();

    public EvalCommand(CommandSurroundings surroundings)
        : base(
            "eval",
            "Evaluates a query. The exit code is 3 if it is undefined.",
            "agentbus policy eval deploy/policies/agentbus -q data.agentbus.decision -i input.json",
            "echo '{\"hour\": 10}' | agentbus policy eval hours.rego -q data.hours.allow -i - --output json",
            "agentbus policy eval hours.rego -q 'x := data.hours.deny[_]'")
    {
        _surroundings = surroundings;
        _question.AddTo(this, onlyPaths: false);
        SetAction(Evaluate);
    }

    private int Evaluate(ParseResult parsed)
    {
        var question = _question.Read(parsed, _surroundings);
        var answer = question.Answer();
        if (_question.Output(parsed) == OutputFormat.Json)
        {
            EvalJson.Write(_surroundings.Output, question.Query, answer);
        }
        else
        {
            ValueView.Write(_surroundings.Output, answer);
        }

        return answer is null ? ExitCodes.Undefined : ExitCodes.Done;
    }
}
