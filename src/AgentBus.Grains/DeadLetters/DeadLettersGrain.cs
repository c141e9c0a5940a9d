using System.Collections.Immutable;
using AgentBus.Contracts;
using AgentBus.Domain.DeadLetters;
using AgentBus.Domain.Evidence;
using AgentBus.Domain.Ports;
using AgentBus.Model;
using Orleans;
using Orleans.Runtime;

namespace AgentBus.Grains.DeadLetters;

/// <summary>
/// A tenant's dead letters for operators. It holds nothing; one call at a time, so that two operators do not replay the same letter at once.
/// </summary>
[GrainType("deadletters")]
internal sealed class DeadLettersGrain(IDeadLetterStore store, TimeProvider time) : Grain, IDeadLetters, IDisposable
{
    private const int MaxAtOnce = 1_000;

    private static readonly Receipt NoLetter = new()
    {
        MessageId = "",
        Outcome = Outcome.Refused,
        Code = Code.NotFound,
        Reason = "There is no such letter.",
    };

    private readonly EvidenceBuffer _buffer = new();
    private string _tenant = "";

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        var key = this.GetPrimaryKeyString();
        _tenant = key[..key.IndexOf('/', StringComparison.Ordinal)];
        return Task.CompletedTask;
    }

    public void Dispose() => _buffer.Dispose();

    public async Task<DeadLetterList> ListAsync(DeadLetterQuery query)
    {
        var page = await store.ListAsync(Filter(query), CancellationToken.None);
        return new DeadLetterList([.. page.Letters], page.Next);
    }

    public Task<DeadLetter?> FindAsync(long id) => store.FindAsync(_tenant, id, CancellationToken.None);

    public async Task<ImmutableArray<LetterReplay>> ReplayAsync(ImmutableArray<long> ids, string operatorId)
    {
        var replays = ImmutableArray.CreateBuilder<LetterReplay>();
        foreach (var id in ids.Distinct().Order().Take(MaxAtOnce))
        {
            replays.Add(new LetterReplay(id, await ReplayAsync(id, operatorId)));
        }

        return replays.DrainToImmutable();
    }

    public async Task<LetterReplays> ReplayAllAsync(DeadLetterQuery query, string operatorId)
    {
        var page = await ListAsync(query);
        return new LetterReplays(await ReplayAsync(Ids(page), operatorId), page.Next);
    }

    public async Task<int> DiscardAsync(ImmutableArray<long> ids, string operatorId, string reason)
    {
        var discarded = 0;
        foreach (var id in ids.Distinct().Take(MaxAtOnce))
        {
            if (await FindAsync(id) is { } letter)
            {
                discarded += await RemoveAsync(letter, LetterEvidence.Discarded(_buffer, letter, reason, operatorId, time.GetUtcNow()));
            }
        }

        return discarded;
    }

    public async Task<LetterDiscards> DiscardAllAsync(DeadLetterQuery query, string operatorId, string reason)
    {
        var page = await ListAsync(query);
        return new LetterDiscards(await DiscardAsync(Ids(page), operatorId, reason), page.Next);
    }

    /// <summary>The message is committed before the letter goes: after a crash between the two the letter's key recognises the next replay.</summary>
    private async Task<Receipt> ReplayAsync(long id, string operatorId)
    {
        if (await FindAsync(id) is not { } letter)
        {
            return NoLetter;
        }

        var receipt = await GrainFactory.GetGrain<IAgentReplay>(letter.Sender.GrainKey).ReplayAsync(letter);
        var now = time.GetUtcNow();
        if (receipt.Outcome == Outcome.Refused)
        {
            await store.NoteAsync(_tenant, id, ReplayRules.Line(receipt, operatorId, now), CancellationToken.None);
        }
        else
        {
            await RemoveAsync(letter, LetterEvidence.Replayed(_buffer, letter, receipt, operatorId, now));
        }

        return receipt;
    }

    private Task<int> RemoveAsync(DeadLetter letter, EvidenceRow evidence) => store.RemoveAsync(_tenant, [letter.Id], [evidence], CancellationToken.None);

    private static ImmutableArray<long> Ids(DeadLetterList page) => [.. page.Letters.Select(static letter => letter.Id)];

    private DeadLetterFilter Filter(DeadLetterQuery query) => new(
        _tenant,
        query.Source == default || query.Source == ChannelName.None ? null : new ChannelKey(_tenant, query.Source.Room, query.Source.Channel),
        query.Sender,
        query.Code == Code.None ? null : query.Code,
        query.Since,
        query.Until,
        query.Before,
        query.Limit);
}
