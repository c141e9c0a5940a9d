using System.CommandLine;
using AgentBus.Cli.Connecting;
using AgentBus.Cli.Rendering;

namespace AgentBus.Cli.Commands.Messages;

/// <summary>agentbus request: asks an agent and waits for its reply.</summary>
internal sealed class RequestCommand : ExampleCommand
{
    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestTimeout = TimeSpan.FromMinutes(9);

    private readonly CommandSurroundings _surroundings;
    private readonly ConnectionSymbols _connection = new();
    private readonly MessageSymbols _message = new();
    private readonly Argument<string> _agent = Destination.NameArgument("AGENT", "Who is asked.");
    private readonly Argument<string> _text = new("TEXT") { Description = "The request." };
    private readonly Option<TimeSpan?> _timeout = Parsing.Span("--timeout", "How long to wait for the reply, 9m at most; 5s if not given.", LongestTimeout);
    private readonly Option<OutputFormat?> _output = OutputSymbols.CreateForStream();

    public RequestCommand(CommandSurroundings surroundings)
        : base(
            "request",
            "Sends a request to an agent and prints its reply. The exit code is 1 if it is refused, held, or not answered in time.",
            "agentbus request critic \"What do you see?\" --token-file robot-1.token",
            "agentbus request planner '{\"goal\": \"tea\"}' --structured --type task_request --timeout 2m --output json")
    {
        _surroundings = surroundings;
        Add(_agent);
        Add(_text);
        Add(_timeout);
        _message.AddTo(this);
        Add(_output);
        _connection.AddTo(this);
        SetAction(AskAsync);
    }

    private async Task<int> AskAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        await using var client = await new BusSessions(_surroundings, _connection).ConnectAsync(parsed, cancellationToken);
        var envelope = _message.Make(parsed, parsed.GetRequiredValue(_text), _surroundings.Clock.GetUtcNow());
        var reply = await client.RequestAsync(parsed.GetRequiredValue(_agent), envelope, parsed.GetValue(_timeout) ?? DefaultTimeout, cancellationToken);
        if (OutputSymbols.IsJson(parsed.GetValue(_output), _surroundings))
        {
            JsonOutput.WriteLine(_surroundings.Output, DeliveryView.ToJson(reply));
        }
        else
        {
            _surroundings.Output.WriteLine(DeliveryView.ToLine(reply));
        }

        return ExitCodes.Done;
    }
}
