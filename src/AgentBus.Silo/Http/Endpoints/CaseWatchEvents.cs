using System.Globalization;
using System.Runtime.CompilerServices;
using AgentBus.Domain.Codes;
using AgentBus.Model;
using AgentBus.Services;
using AgentBus.Silo.Gateway;

namespace AgentBus.Silo.Http;

/// <summary>Cases as they change, by server-sent events, for those who may see them. A silo that drains ends them, so that the receiver goes to another.</summary>
internal sealed class CaseWatchEvents(CaseWatches watches, GatewayDrain drain)
{
    private const string Changed = "case";
    private const string ListAgain = "list";
    private const string End = "end";

    /// <summary>The answer to one who wants to watch.</summary>
    public async Task<ApiAnswer> OpenAsync(ApiCall call)
    {
        Position? after = null;
        if ((call.Header(ServerEvent.LastId) ?? call.Query("after")) is { } text)
        {
            if (!TryRead(text, out var position))
            {
                return ApiAnswer.Invalid($"{ServerEvent.LastId} is none of ours.");
            }

            after = position;
        }

        var opened = await watches.OpenAsync(call.Caller, after);
        return opened.IsOk ? new ApiAnswer { Events = FollowAsync(opened.Value, call) } : opened.Refusal;
    }

    private async IAsyncEnumerable<ServerEvent> FollowAsync(CaseWatch watch, ApiCall call, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await using var open = watch;
        var told = call.Time.GetTimestamp();
        await foreach (var signal in watch.ReadAsync(cancellationToken))
        {
            if (drain.HasBegun)
            {
                yield return Of(signal with { Kind = CaseSignalKind.Ended, Reason = GatewayDrain.Leaving });
                yield break;
            }

            if (signal.Kind != CaseSignalKind.Quiet || call.Time.GetElapsedTime(told) >= call.Options.WatchHeartbeat)
            {
                yield return Of(signal);
                told = call.Time.GetTimestamp();
            }
        }
    }

    private static ServerEvent Of(CaseSignal signal) => signal.Kind switch
    {
        CaseSignalKind.ListAgain => new ServerEvent(Id(signal), ListAgain, new CaseListAgainData()),
        CaseSignalKind.Changed => new ServerEvent(Id(signal), Changed, CaseChangeData.Of(signal.Update!)),
        CaseSignalKind.Ended => new ServerEvent("", End, new CaseWatchEndData(CodeTable.Wire(signal.Reason!.Code), signal.Reason.Reason)),
        _ => new ServerEvent(Id(signal), ""),
    };

    private static string Id(CaseSignal signal) => string.Create(CultureInfo.InvariantCulture, $"{signal.Position.Epoch:x16}-{signal.Position.Sequence}");

    private static bool TryRead(string text, out Position position)
    {
        position = default;
        if (text.Split('-') is not [var epoch, var sequence]
            || !ulong.TryParse(epoch, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var named)
            || !long.TryParse(sequence, NumberStyles.None, CultureInfo.InvariantCulture, out var at))
        {
            return false;
        }

        position = new Position(named, at);
        return true;
    }
}
