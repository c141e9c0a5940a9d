using AgentBus.Domain.Ports;

namespace AgentBus.Storage.Tests.Journal;

/// <summary>What every journal promises. A class per store derives from the suites and says how to open it.</summary>
public abstract class JournalContract : IAsyncLifetime
{
    private JournalFixture? _fixture;

    protected JournalFixture Store => _fixture!;

    protected IJournal Journal => Store.Journal;

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _fixture = await OpenAsync();

    public ValueTask DisposeAsync() => Store.DisposeAsync();

    protected abstract Task<JournalFixture> OpenAsync();

    protected Task<ChannelHead> OpenChannelAsync() => Journal.OpenChannelAsync(Samples.Channel, Cancel);
}
