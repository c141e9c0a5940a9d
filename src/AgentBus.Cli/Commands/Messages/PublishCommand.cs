using System.CommandLine;
using System.Threading.Channels;
using AgentBus.Cli.Connecting;
using AgentBus.Cli.Rendering;
using AgentBus.Client;
using Envelope = AgentBus.Protocol.V1.Envelope;

namespace AgentBus.Cli.Commands.Messages;

/// <summary>agentbus publish: sends a message, or one for each line of standard input.</summary>
internal sealed class PublishCommand : ExampleCommand
{
    private const string StandardInput = "-";
    private const int MaxWaiting = 256;

    private readonly CommandSurroundings _surroundings;
    private readonly ConnectionSymbols _connection = new();
    private readonly MessageSymbols _message = new();
    private readonly Argument<Destination> _target = Destination.AnyArgument();
    private readonly Argument<string?> _text = new("TEXT") { Description = "The text; without it, or with -, each line of standard input is a message.", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<string?> _key = new("--key") { Description = "Idempotency key: the bus takes a message with the same key only once in ten minutes. Only with TEXT.", HelpName = "KEY" };
    private readonly Option<bool> _audit = new("--audit") { Description = "Sends only what gets into the tenant's ledger, and waits until it is there: the receipt names the entry." };
    private readonly Option<bool> _quiet = new("--quiet", "-q") { Description = "Prints only what was not delivered." };
    private readonly Option<OutputFormat?> _output = OutputSymbols.CreateForStream();

    public PublishCommand(CommandSurroundings surroundings)
        : base(
            "publish",
            "Sends messages and prints their receipts, in order. The exit code is 1 if one is refused.",
            "agentbus publish science:explore \"The run is done.\" --token-file robot-1.token",
            "agentbus publish treasury:payments \"Pay invoice 7.\" --audit",
            "agentbus publish @critic '{\"question\": 7}' --structured --type query",
            "tail -f results.log | agentbus publish science:share --quiet")
    {
        _surroundings = surroundings;
        Add(_target);
        Add(_text);
        _message.AddTo(this);
        Add(_key);
        Add(_audit);
        Add(_quiet);
        Add(_output);
        _connection.AddTo(this);
        Validators.Add(result =>
        {
            if (result.GetResult(_key) is not null && result.GetValue(_text) is null or StandardInput)
            {
                result.AddError("--key needs a TEXT: one key is for one message.");
            }
        });
        SetAction(PublishAsync);
    }

    private async Task<int> PublishAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        await using var client = await new BusSessions(_surroundings, _connection).ConnectAsync(parsed, cancellationToken);
        if (parsed.GetValue(_text) is { } text and not StandardInput)
        {
            return Print(parsed, await SendAsync(client, parsed, text, cancellationToken)) ? ExitCodes.Done : ExitCodes.Failed;
        }

        var waiting = Channel.CreateBounded<Task<Receipt>>(MaxWaiting);
        var reading = ReadAsync(client, parsed, waiting.Writer, cancellationToken);
        var wentWell = true;
        using (var progress = new ProgressLine(_surroundings, "messages sent"))
        {
            await foreach (var receiving in waiting.Reader.ReadAllAsync(CancellationToken.None))
            {
                wentWell &= Print(parsed, await receiving);
                progress.Step();
            }
        }

        await reading;
        return wentWell ? ExitCodes.Done : ExitCodes.Failed;
    }

    /// <summary>Reads and sends, without waiting for receipts beyond the bound; they come in the order of the lines.</summary>
    private async Task ReadAsync(AgentBusClient client, ParseResult parsed, ChannelWriter<Task<Receipt>> waiting, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var line in InputLines.ReadAsync(_surroundings.Input, cancellationToken))
            {
                await waiting.WriteAsync(SendAsync(client, parsed, line, CancellationToken.None), cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // What was sent still gets its receipts.
        }
        finally
        {
            waiting.Complete();
        }
    }

    private Task<Receipt> SendAsync(AgentBusClient client, ParseResult parsed, string text, CancellationToken cancellationToken)
    {
        var target = parsed.GetRequiredValue(_target);
        var envelope = Message(parsed, text);
        (envelope.ToAgent, envelope.Room, envelope.Channel) = (target.Agent, target.Room, target.Channel);
        return client.PublishAsync(envelope, new PublishOptions { AuditRequired = parsed.GetValue(_audit) }, cancellationToken);
    }

    private Envelope Message(ParseResult parsed, string text)
    {
        var envelope = _message.Make(parsed, text, _surroundings.Clock.GetUtcNow());
        envelope.IdempotencyKey = parsed.GetValue(_key) ?? envelope.IdempotencyKey;
        return envelope;
    }

    /// <summary>Prints a receipt; false where the message went nowhere.</summary>
    private bool Print(ParseResult parsed, Receipt receipt)
    {
        if (!receipt.IsDelivered || !parsed.GetValue(_quiet))
        {
            if (OutputSymbols.IsJson(parsed.GetValue(_output), _surroundings))
            {
                JsonOutput.WriteLine(_surroundings.Output, ReceiptView.ToJson(receipt));
            }
            else
            {
                _surroundings.Output.WriteLine(ReceiptView.ToLine(receipt));
            }
        }

        return receipt.Outcome != ReceiptOutcome.Refused;
    }
}
