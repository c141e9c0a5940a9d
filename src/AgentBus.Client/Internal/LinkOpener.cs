using System.Buffers.Text;
using System.Net.WebSockets;
using System.Text;
using AgentBus.Protocol;
using AgentBus.Protocol.V1;

namespace AgentBus.Client.Internal;

/// <summary>Opens a connection: handshake, hello, welcome.</summary>
internal sealed class LinkOpener(AgentBusOptions options)
{
    private static readonly string Client = $"AgentBus.Client {typeof(LinkOpener).Assembly.GetName().Version?.ToString(3)}";

    // "nk"; the tenant and the key follow.
    private const int NKeyPrefix = 2;

    /// <exception cref="AgentBusException">Not reached, or refused.</exception>
    public async Task<(FrameSocket Socket, Welcome Welcome)> OpenAsync(CancellationToken cancellationToken)
    {
        var token = await TokenAsync(cancellationToken);
        var webSocket = new ClientWebSocket();
        var socket = new FrameSocket(webSocket);
        try
        {
            webSocket.Options.AddSubProtocol(ProtocolVersion.BinarySubprotocol);

            // The protocol has its own heartbeat, which also finds a peer that is up but stuck.
            webSocket.Options.KeepAliveInterval = Timeout.InfiniteTimeSpan;
            options.ConfigureSocket?.Invoke(webSocket.Options);
            await webSocket.ConnectAsync(OptionChecks.WebSocketUri(options.Uri), cancellationToken);
            await socket.SendAsync(new ClientFrames { Frames = { new ClientFrame { RequestId = 1, Hello = Hello(token) } } }, cancellationToken);
            return (socket, await WelcomeAsync(socket, token, cancellationToken));
        }
        catch (Exception e)
        {
            socket.Dispose();
            cancellationToken.ThrowIfCancellationRequested();
            throw e as AgentBusException ?? new AgentBusException(AgentBusCodes.Unreachable, $"{options.Uri} was not reached: {e.Message}", e);
        }
    }

    public async ValueTask<string> TokenAsync(CancellationToken cancellationToken) =>
        options.TokenProvider is { } provider ? (await provider(cancellationToken)).Trim() : options.Token ?? "";

    /// <summary>The token with the answer to a challenge (docs/guides/nkeys.md).</summary>
    private async Task<string> AnswerAsync(string token, string nonce, CancellationToken cancellationToken)
    {
        if (options.NKeySigner is not { } sign)
        {
            throw new AgentBusException(AgentBusCodes.Unauthenticated, $"The bus asks for a signature; {nameof(AgentBusOptions)}.{nameof(AgentBusOptions.NKeySigner)} makes it.");
        }

        var signature = await sign(Encoding.ASCII.GetBytes($"agentbus.v1.nkey{token[NKeyPrefix..]}.{nonce}"), cancellationToken);
        return $"{token}.{nonce}.{Base64Url.EncodeToString(signature)}";
    }

    private Hello Hello(string token)
    {
        var profile = options.Profile;
        var hello = new Hello
        {
            ProtocolVersions = { ProtocolVersion.Supported },
            ConstitutionalHash = options.ConstitutionalHash,
            Token = token,
            Type = profile.Type,
            Name = profile.Name,
            AgentVersion = profile.Version,
            Room = options.HomeRoom,
            Channel = options.HomeChannel,
            Side = options.Side,

            // The inbox is subscribed to when it is opened: what nobody reads waits in it, and no attempt is used.
            NoInbox = !options.Side,
        };
        hello.Capabilities.Add(profile.Capabilities.Select(static c => new Capability { Name = c.Name, Version = c.Version }));
        hello.Metadata.Add(profile.Metadata);
        if (options.Side)
        {
            // A side session that says nothing of itself registers nobody, and replies go to registered agents only.
            hello.Metadata.TryAdd("client", Client);
        }

        return hello;
    }

    private async Task<Welcome> WelcomeAsync(FrameSocket socket, string token, CancellationToken cancellationToken)
    {
        while (await socket.ReceiveAsync(cancellationToken) is { } message)
        {
            foreach (var frame in message.Frames)
            {
                switch (frame.BodyCase)
                {
                    case ServerFrame.BodyOneofCase.Welcome:
                        return frame.Welcome;
                    case ServerFrame.BodyOneofCase.Challenge:
                        var answer = Hello(await AnswerAsync(token, frame.Challenge.Nonce, cancellationToken));
                        await socket.SendAsync(new ClientFrames { Frames = { new ClientFrame { RequestId = 1, Hello = answer } } }, cancellationToken);
                        break;
                    case ServerFrame.BodyOneofCase.Error:
                        throw WireMap.ToException(frame.Error);
                }
            }
        }

        throw CloseCodes.ToEnd(socket.CloseCode, socket.CloseDescription).ToException();
    }
}
