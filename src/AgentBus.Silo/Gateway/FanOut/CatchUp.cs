using AgentBus.Model;

namespace AgentBus.Silo.Gateway.FanOut;

/// <summary>
/// Brings a follower from a position to the head, page by page and no faster than its client reads, then splices it into the live ones.
/// Nothing is buffered for it: until the splice it reads the journal, and the splice holds only when it has all that went out live.
/// </summary>
internal sealed class CatchUp(ChannelFeed feed, Follower follower, TimeProvider time, int pageSize)
{
    private readonly EncodedBatch _encoded = new(feed.Writer);

    /// <summary>Runs until the follower is live or has left.</summary>
    /// <param name="page">The first page after the follower's position.</param>
    public async Task RunAsync(ChannelPage page)
    {
        while (!follower.HasLeft)
        {
            HandOver(page);
            if (feed.TrySplice(follower))
            {
                return;
            }

            await follower.Sink.WaitForRoomAsync();
            page = await feed.Room.ReadAsync(follower.Next - 1, pageSize);
        }
    }

    private void HandOver(ChannelPage page)
    {
        if (page.Epoch == 0)
        {
            // The channel was deleted.
            follower.Leave();
            return;
        }

        if (page.Epoch != follower.Epoch)
        {
            follower.Restart(page.Epoch);
            return;
        }

        if (page.Messages.IsEmpty)
        {
            if (page.Head >= follower.Next)
            {
                follower.Skip(page.Epoch, page.Head, GapReason.HistoryGone);
            }

            return;
        }

        if (page.Messages[0].Sequence > follower.Next)
        {
            follower.Skip(page.Epoch, page.Messages[0].Sequence - 1, GapReason.HistoryGone);
        }

        _encoded.Fill(page.Epoch, page.Messages.AsSpan(), time.GetUtcNow());
        follower.Deliver(_encoded, page.Messages[^1].Sequence);
        _encoded.Clear();
    }
}
