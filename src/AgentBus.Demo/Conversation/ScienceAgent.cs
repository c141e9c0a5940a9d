using System.Threading.Channels;
using AgentBus.Client;
using AgentBus.Protocol.V1;
using Delivery = AgentBus.Client.Delivery;

namespace AgentBus.Demo.Conversation;

/// <summary>
/// One of three agents. It listens, and when the turn before its own was heard it thinks for a moment and speaks. The one that proposes also
/// breaks the silence. What people say in between is heard and answered by the scribe.
/// </summary>
internal sealed class ScienceAgent(AgentBusClient client, DemoOptions options, TimeProvider time)
{
    private const string TurnHeader = "demo-turn";
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(3);
    private readonly Channel<Delivery> _heard = System.Threading.Channels.Channel.CreateBounded<Delivery>(64);
    private readonly Part? _part = ScienceScript.PartOf(options.Name);
    private long _lastTurn = -1;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var subscription = await client.OpenSubscriptionAsync(options.Room, options.Channel, cancellationToken: cancellationToken);
        var listening = ListenAsync(subscription, cancellationToken);
        while (!cancellationToken.IsCancellationRequested)
        {
            await AnswerAsync(await HearAsync(cancellationToken), cancellationToken);
            if (listening.IsCompleted)
            {
                await listening;
                return;
            }
        }
    }

    private async Task ListenAsync(AgentBusSubscription subscription, CancellationToken cancellationToken)
    {
        await foreach (var delivery in subscription.ReadAllAsync(cancellationToken))
        {
            if (delivery.Sender != client.AgentId)
            {
                await _heard.Writer.WriteAsync(delivery, cancellationToken);
            }
        }
    }

    /// <summary>The next thing that somebody says; null after a silence.</summary>
    private async Task<Delivery?> HearAsync(CancellationToken cancellationToken)
    {
        using var silence = new CancellationTokenSource(Silence, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(silence.Token, cancellationToken);
        try
        {
            return await _heard.Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    private async Task AnswerAsync(Delivery? heard, CancellationToken cancellationToken)
    {
        if (heard is null)
        {
            if (_part == Part.Propose)
            {
                await SayAsync((_lastTurn + 3) / 3 * 3, cancellationToken);
            }
        }
        else if (!heard.Envelope.Headers.TryGetValue(TurnHeader, out var text) || !long.TryParse(text, out var turn))
        {
            if (_part == Part.Interpret)
            {
                await PublishAsync($"Noted, {heard.Sender}: \"{heard.Text}\". Explorer, can it be tested?", turn: null, cancellationToken);
            }
        }
        else if (ScienceScript.PartOf(turn + 1) == _part)
        {
            await SayAsync(turn + 1, cancellationToken);
        }
    }

    private Task SayAsync(long turn, CancellationToken cancellationToken)
    {
        _lastTurn = turn;
        return PublishAsync(ScienceScript.Line(turn), turn, cancellationToken);
    }

    private async Task PublishAsync(string text, long? turn, CancellationToken cancellationToken)
    {
        await Task.Delay(options.Pause, time, cancellationToken);
        var envelope = new Envelope { Content = new Content { Text = text } };
        if (turn is { } number)
        {
            envelope.Headers[TurnHeader] = $"{number % ScienceScript.Turns}";
        }

        var receipt = await client.PublishAsync(options.Room, options.Channel, envelope, cancellationToken);
        if (!receipt.IsDelivered)
        {
            Console.WriteLine($"{options.Name} was refused ({receipt.Code}): {receipt.Reason}");
        }
    }
}
