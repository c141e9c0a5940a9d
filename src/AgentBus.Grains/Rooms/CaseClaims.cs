using AgentBus.Domain.Ports;
using AgentBus.Model;

namespace AgentBus.Grains.Rooms;

/// <summary>
/// Messages of cases on a channel without a journal. There nothing else says afterwards that one was handed out, so that is noted before: what dies in between is lost, as
/// on such a channel anything may be, and nothing that people approved is handed out twice.
/// </summary>
internal sealed class CaseClaims(ChannelKey channel, ICaseStore cases)
{
    private static readonly Refusal NotNoted = new(Code.StorageUnavailable, "That the message is handed out could not be noted, or it is noted already. Try again.", TimeSpan.FromSeconds(1));

    /// <summary>Whether a message of the publish is a case's.</summary>
    public static bool Concerns(PublishRequest request)
    {
        foreach (var message in request.Messages)
        {
            if (message.CaseId.Length > 0)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Notes them; null: they may be handed out.</summary>
    public async Task<Refusal?> NoteAsync(PublishRequest request)
    {
        (string, string)[] claims = [.. request.Messages.Where(static message => message.CaseId.Length > 0).Select(static message => (message.CaseId, message.EffectiveIdempotencyKey))];
        return await cases.ClaimDeliveriesAsync(channel.Tenant, claims) == CaseSaved.Stored ? null : NotNoted;
    }
}
