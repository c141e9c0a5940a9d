using System.Globalization;
using System.Text.Json;
using AgentBus.Model;

namespace AgentBus.Domain.Deliberation;

/// <summary>
/// Votes that come as messages (DEL-15): a GOVERNANCE_RESPONSE to the channel in which reviewers are told of cases, whose payload says what a vote says over
/// HTTP. It names the action and the settings that the reviewer saw; nothing is taken from the case as it is now.
/// </summary>
public static class BallotMessages
{
    private const string PayloadField = "payload";

    private static readonly Refusal NoVote = new(
        Code.MessageInvalid, "A vote is a payload with case_id, vote (approve, reject, abstain), digest, policy_revision, and reason, key_id, expires and signature where it is signed.");

    /// <summary>Whether a message is one.</summary>
    public static bool IsOne(MessageType type, ChannelKey? target, DeliberationSettings review) =>
        type == MessageType.GovernanceResponse && review.Room.Length > 0
        && target is { Channel: ReviewRoom.Channel } channel && channel.Room == review.Room;

    /// <summary>Reads the vote.</summary>
    /// <param name="action">Content, media and payload as a JSON object.</param>
    /// <param name="now">Stands for the end of a signature that is not there.</param>
    public static Result<NamedBallot> Read(ReadOnlyMemory<byte> action, DateTimeOffset now)
    {
        if (action.IsEmpty)
        {
            return NoVote;
        }

        using var json = JsonDocument.Parse(action);
        if (!json.RootElement.TryGetProperty(PayloadField, out var payload) || payload.ValueKind != JsonValueKind.Object
            || !CaseNames.TryParse(Text(payload, "vote"), out VoteChoice choice)
            || Text(payload, "case_id") is not { Length: > 0 } caseId
            || Text(payload, "digest") is not { Length: > 0 } digest
            || !payload.TryGetProperty("policy_revision", out var number) || number.ValueKind != JsonValueKind.Number || !number.TryGetDouble(out var revision))
        {
            return NoVote;
        }

        var expires = now;
        if (Text(payload, "expires") is { Length: > 0 } end && !DateTimeOffset.TryParse(end, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out expires))
        {
            return NoVote;
        }

        return new NamedBallot(
            caseId, new VoteBallot(choice, Text(payload, "reason"), digest, Text(payload, "key_id"), Text(payload, "signature"), (long)Math.Clamp(revision, 0, 1L << 53), expires));
    }

    private static string Text(JsonElement of, string name) =>
        of.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
}
