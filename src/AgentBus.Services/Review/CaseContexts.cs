using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using AgentBus.Contracts;
using AgentBus.Domain.Deliberation;
using AgentBus.Domain.Ports;
using AgentBus.Model;
using Orleans;

namespace AgentBus.Services;

/// <summary>
/// What somebody who decides wants to know beside the case itself: the conversation before it, and how similar cases ended. The conversation is read
/// with the asker's own session: by the case, where they may decide on it; else they see what they could read anyhow, and no more. Thread-safe.
/// </summary>
internal sealed class CaseContexts(IClusterClient cluster, CaseReview review, IEnvelopeCodec codec)
{
    private const string Over = "The case is not open any more. What was said before it is shown to those whose roles reach the channel.";
    private const int Alike = 10;
    private const int MaxText = 500;

    /// <summary>What is around a case.</summary>
    public async Task<CaseSurroundings> AroundAsync(Caller caller, CaseView of)
    {
        var (lines, why) = await ConversationAsync(caller, of);
        var alike = await review.ListAsync(caller, new CaseFilter(Sender: of.Summary.Sender, Group: of.Summary.Group, Limit: Alike, IsOver: true));
        return new CaseSurroundings(
            lines, why, alike.IsOk ? alike.Value.Cases.RemoveAll(other => other.CaseId == of.Summary.CaseId) : [], alike.IsOk && alike.Value.Next.Length > 0);
    }

    private async Task<(ImmutableArray<ConversationLine> Lines, string Why)> ConversationAsync(Caller caller, CaseView of)
    {
        if (of.Channel is not { } channel)
        {
            return ([], CaseRefusals.NoChannel.Reason);
        }

        var page = of.Standing.MayVote ? await review.ConversationAsync(caller, of.Summary.CaseId) : await ByRoleAsync(caller, channel, of.Summary.OpenedAt);
        return page.IsOk
            ? ([.. page.Value.Messages.Where(message => message.AcceptedAt < of.Summary.OpenedAt).Select(message => Line(message, of.ConversationId))], "")
            : ([], of.Summary.State == CaseState.Open ? $"You may not read what was said there: {page.Refusal.Reason}" : Over);
    }

    /// <summary>The last messages before a time, as far as the caller's roles reach.</summary>
    private async Task<Result<HistoryPage>> ByRoleAsync(Caller caller, ChannelName channel, DateTimeOffset before)
    {
        var since = await ReadAsync(CaseConversation.Since(before));
        return since.IsOk ? await ReadAsync(CaseConversation.Before(since.Value)) : since;

        Task<Result<HistoryPage>> ReadAsync(HistoryQuery query) => caller.RunAsync(session =>
            cluster.GetGrain<IAgentMemory>(session.Key.GrainKey).ReadHistoryAsync(new HistoryRequest(session.Token, channel, query)));
    }

    private ConversationLine Line(ChannelMessage message, string conversation)
    {
        var envelope = codec.Read(message.Envelope.Span);
        return new ConversationLine(
            message.MessageId,
            codec.ReadStamp(message.Stamp.Span)?.Sender.Agent ?? envelope.FromAgent,
            message.AcceptedAt,
            envelope.Type.ToString(),
            envelope.Action,
            Text(codec.ReadAction(message.Envelope.Span)),
            conversation.Length > 0 && envelope.ConversationId == conversation);
    }

    private static string Text(ReadOnlyMemory<byte> body)
    {
        using var document = JsonDocument.Parse(body);
        var text = document.RootElement.TryGetProperty("content", out var content) && content.ValueKind == JsonValueKind.Object
            && content.TryGetProperty("text", out var plain) && plain.ValueKind == JsonValueKind.String
            ? plain.GetString()!
            : Encoding.UTF8.GetString(body.Span);
        return text.Length <= MaxText ? text : string.Concat(text.AsSpan(0, char.IsHighSurrogate(text[MaxText - 1]) ? MaxText - 1 : MaxText), "…");
    }
}
