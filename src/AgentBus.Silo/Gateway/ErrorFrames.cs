using AgentBus.Domain.Codes;
using AgentBus.Model;
using AgentBus.Protocol;
using Wire = AgentBus.Protocol.V1;

namespace AgentBus.Silo.Gateway;

/// <summary>Refusals as error frames, and faults as refusals.</summary>
internal static class ErrorFrames
{
    /// <summary>The frame that tells a refusal.</summary>
    /// <param name="requestId">The request that it answers; 0: none.</param>
    /// <param name="refusal">What is told.</param>
    /// <param name="closes">The connection closes after it.</param>
    /// <param name="lost">Unasked: the work queue that is not served any more.</param>
    public static Wire.ServerFrame Of(ulong requestId, Refusal refusal, bool closes, ChannelName? lost = null)
    {
        var error = new Wire.Error
        {
            Code = CodeTable.Wire(refusal.Code),
            Message = refusal.Reason,
            RetryAfterMs = ReceiptMapper.ToMilliseconds(refusal.RetryAfter),
            ConstitutionalHash = ConstitutionalHash.Current,
            Closes = closes,
            Room = lost?.Room ?? "",
            Channel = lost?.Channel ?? "",
        };
        if (refusal.Code == Code.VersionUnsupported)
        {
            error.SupportedVersions.AddRange(ProtocolVersion.Supported);
        }

        return new Wire.ServerFrame { RequestId = requestId, Error = error };
    }

    /// <summary>What a client is told of a fault: nothing of its inside, which is in the log.</summary>
    public static Refusal Of(Exception fault) => fault switch
    {
        TimeoutException => new Refusal(Code.Timeout, "No answer in time; it may or may not have happened. Send it again with the same idempotency key."),
        _ => new Refusal(Code.Internal, "A fault of the bus; it is in its log. Send it again with the same idempotency key.", TimeSpan.FromSeconds(1)),
    };
}
