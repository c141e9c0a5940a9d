using System.Net.WebSockets;
using System.Text.Json;
using AgentBus.Contracts;
using AgentBus.Domain.Codes;
using AgentBus.Domain.Events;
using AgentBus.Model;
using AgentBus.Services;
using AgentBus.Silo.Gateway;
using AgentBus.Silo.Gateway.FanOut;
using Google.Protobuf;
using Orleans;
using Wire = AgentBus.Protocol.V1;

namespace AgentBus.Silo.Telemetry;

/// <summary>One telemetry client: gets the events of its tenant, and may send some, through its own agent's admission.</summary>
internal sealed class TelemetryConnection(WebSocket socket, Caller caller, RoomFanOut fanOut, IClusterClient cluster, TimeProvider time, ILogger logger)
{
    /// <summary>The channels that it gets.</summary>
    public static readonly string[] Channels = [SystemRoom.Telemetry, SystemRoom.Dashboard];

    private const int MaxEventBytes = 16_384;
    private const int MaxWaiting = 1_024;
    private const string Protocol = "telemetry";

    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Recheck = TimeSpan.FromSeconds(20);

    private readonly TelemetrySink _sink = new(MaxWaiting);

    /// <summary>Whether the caller may look on: it must be allowed to follow the channels. Nobody becomes a member by looking on.</summary>
    public static async Task<Refusal?> RefuseAsync(Caller caller, IClusterClient cluster)
    {
        foreach (var channel in Channels)
        {
            var seen = await caller.RunAsync(session => cluster.GetGrain<IAgentRooms>(session.Key.GrainKey)
                .DescribeChannelAsync(new ChannelRequest(session.Token, new ChannelName(SystemRoom.Name, channel))));
            if (!seen.IsOk)
            {
                return seen.Refusal;
            }
        }

        return null;
    }

    /// <summary>Serves the client until it goes, loses its right, or the silo stops.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var followed = new List<(ChannelFeed Feed, Follower Follower)>();
        try
        {
            foreach (var name in Channels)
            {
                var feed = await fanOut.AcquireAsync(new ChannelKey(caller.Principal.Agent.Tenant, SystemRoom.Name, name));
                var follower = new Follower(feed.Channel, caller.Principal.Clearance, _sink);
                followed.Add((feed, follower));
                feed.AttachLive(follower, static _ => { });
            }

            await ServeAsync(ending);
        }
        finally
        {
            foreach (var (feed, follower) in followed)
            {
                feed.Detach(follower);
                await fanOut.ReleaseAsync(feed);
            }
        }
    }

    private async Task ServeAsync(CancellationTokenSource ending)
    {
        var (writing, reading) = (WriteAsync(), ReadAsync());
        Task<Refusal?>[] parts = [writing, reading, WatchAsync(ending.Token)];
        var reason = await await Task.WhenAny(parts);
        _sink.Complete();
        try
        {
            // A send that is cancelled would break the socket off; what waits is sent, for a moment.
            await writing.WaitAsync(Tick, time, CancellationToken.None);
            await CloseAsync(reason);
            await reading.WaitAsync(Tick, time, CancellationToken.None);
        }
        catch (TimeoutException)
        {
            // It does not read, or does not answer the close; it is cut off.
        }

        await ending.CancelAsync();
        socket.Abort();
        await Task.WhenAll(parts);
    }

    private async Task<Refusal?> WriteAsync()
    {
        try
        {
            await foreach (var (bytes, isText) in _sink.All.ReadAllAsync())
            {
                if (isText)
                {
                    await SendAsync(bytes);
                    continue;
                }

                foreach (var frame in Wire.ServerFrames.Parser.ParseFrom(bytes).Frames)
                {
                    if (frame.Delivery is { } delivery && TelemetryEvent.Write(delivery) is { } text)
                    {
                        await SendAsync(text);
                    }
                }

                if (_sink.TakeDropped() is > 0 and var dropped)
                {
                    TelemetryLog.Dropped(logger, caller.Principal.Agent.GrainKey, dropped);
                    await SendAsync(TelemetryEvent.Dropped(dropped));
                }
            }
        }
        catch (Exception e) when (e is OperationCanceledException or WebSocketException or ObjectDisposedException)
        {
            return null;
        }

        return _sink.Failure;
    }

    private async Task<Refusal?> ReadAsync()
    {
        var receiver = new MessageReceiver(socket, MaxEventBytes, WebSocketMessageType.Text);
        try
        {
            while (true)
            {
                var outcome = await receiver.ReceiveAsync();
                if (outcome != ReceiveOutcome.Message)
                {
                    return outcome == ReceiveOutcome.Closed ? null : new Refusal(Code.MessageInvalid, $"Events are text of at most {MaxEventBytes} bytes.");
                }

                if (await PublishAsync(receiver.Message) is { } refusal)
                {
                    _sink.Say(ErrorOf(refusal));
                }

                receiver.Release();
            }
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or ObjectDisposedException)
        {
            return null;
        }
        finally
        {
            receiver.Release();
        }
    }

    private async Task<Refusal?> PublishAsync(ReadOnlyMemory<byte> text)
    {
        var read = TelemetryEvent.Read(text);
        if (!read.IsOk)
        {
            return read.Refusal;
        }

        var envelope = OutgoingEnvelope.Complete(
            new Wire.Envelope
            {
                Room = SystemRoom.Name,
                Channel = SystemRoom.Telemetry,
                MessageType = Wire.MessageType.Event,
                Action = read.Value.Type,
                Payload = read.Value.Payload,
                Protocol = Protocol,
            },
            caller.Principal.Agent,
            ConstitutionalHash.Current,
            time.GetUtcNow());
        var bytes = envelope.ToByteArray();
        var sent = await caller.RunAsync(session => session.SendAsync(bytes, TimeSpan.Zero));
        return !sent.IsOk ? sent.Refusal
            : sent.Value.Outcome == Outcome.Delivered ? null
            : new Refusal(sent.Value.Code, sent.Value.Reason, sent.Value.RetryAfter);
    }

    /// <summary>Ends when the caller's session does, or its right to look on.</summary>
    private async Task<Refusal?> WatchAsync(CancellationToken ending)
    {
        var checkedAt = time.GetTimestamp();
        using var timer = new PeriodicTimer(Tick, time);
        try
        {
            while (await timer.WaitForNextTickAsync(ending))
            {
                if (caller.IsOpen && time.GetElapsedTime(checkedAt) < Recheck)
                {
                    continue;
                }

                checkedAt = time.GetTimestamp();
                if ((await caller.ConfirmAsync() ?? await RefuseAsync(caller, cluster)) is { } refusal)
                {
                    return refusal;
                }
            }
        }
        catch (OperationCanceledException)
        {
            return new Refusal(Code.Draining, "The silo is going away.");
        }

        return null;
    }

    private Task SendAsync(byte[] text) => socket.SendAsync(text, WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);

    private async Task CloseAsync(Refusal? reason)
    {
        using var patience = new CancellationTokenSource(Tick, time);
        try
        {
            var code = reason is null ? WebSocketCloseStatus.NormalClosure : (WebSocketCloseStatus)CodeTable.Of(reason.Code).CloseCode;
            await socket.CloseOutputAsync(code, reason is null ? null : CodeTable.Wire(reason.Code), patience.Token);
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or InvalidOperationException)
        {
            // It is gone already.
        }
    }

    private static byte[] ErrorOf(Refusal refusal) => JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, object>
    {
        ["error"] = new Dictionary<string, object> { ["code"] = CodeTable.Wire(refusal.Code), ["message"] = refusal.Reason },
    });
}
