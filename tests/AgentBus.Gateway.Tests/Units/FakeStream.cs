using AgentBus.Model;
using Orleans.Runtime;
using Orleans.Streams;

namespace AgentBus.Gateway.Tests.Units;

/// <summary>A stream that a feed subscribes to; the test calls the feed itself.</summary>
internal sealed class FakeStream : IAsyncStream<ChannelBatch>
{
    public bool IsRewindable => false;

    public string ProviderName => "fake";

    public StreamId StreamId => default;

    public bool IsSubscribed { get; private set; }

    public Task<StreamSubscriptionHandle<ChannelBatch>> SubscribeAsync(IAsyncObserver<ChannelBatch> observer)
    {
        IsSubscribed = true;
        return Task.FromResult<StreamSubscriptionHandle<ChannelBatch>>(new Handle(this));
    }

    public Task<StreamSubscriptionHandle<ChannelBatch>> SubscribeAsync(IAsyncObserver<ChannelBatch> observer, StreamSequenceToken? token, string? filterData = null) => SubscribeAsync(observer);

    public Task<StreamSubscriptionHandle<ChannelBatch>> SubscribeAsync(IAsyncBatchObserver<ChannelBatch> observer) => throw new NotSupportedException();

    public Task<StreamSubscriptionHandle<ChannelBatch>> SubscribeAsync(IAsyncBatchObserver<ChannelBatch> observer, StreamSequenceToken? token) => throw new NotSupportedException();

    public Task<IList<StreamSubscriptionHandle<ChannelBatch>>> GetAllSubscriptionHandles() => throw new NotSupportedException();

    public Task OnNextAsync(ChannelBatch item, StreamSequenceToken? token = null) => throw new NotSupportedException();

    public Task OnNextBatchAsync(IEnumerable<ChannelBatch> batch, StreamSequenceToken? token = null) => throw new NotSupportedException();

    public Task OnCompletedAsync() => throw new NotSupportedException();

    public Task OnErrorAsync(Exception ex) => throw new NotSupportedException();

    public bool Equals(IAsyncStream<ChannelBatch>? other) => ReferenceEquals(this, other);

    public override bool Equals(object? obj) => ReferenceEquals(this, obj);

    public override int GetHashCode() => 0;

    public int CompareTo(IAsyncStream<ChannelBatch>? other) => 0;

    private sealed class Handle(FakeStream stream) : StreamSubscriptionHandle<ChannelBatch>
    {
        public override StreamId StreamId => default;

        public override string ProviderName => "fake";

        public override Guid HandleId => Guid.Empty;

        public override Task UnsubscribeAsync()
        {
            stream.IsSubscribed = false;
            return Task.CompletedTask;
        }

        public override Task<StreamSubscriptionHandle<ChannelBatch>> ResumeAsync(IAsyncObserver<ChannelBatch> observer, StreamSequenceToken? token = null) => throw new NotSupportedException();

        public override Task<StreamSubscriptionHandle<ChannelBatch>> ResumeAsync(IAsyncBatchObserver<ChannelBatch> observer, StreamSequenceToken? token = null) => throw new NotSupportedException();

        public override bool Equals(StreamSubscriptionHandle<ChannelBatch>? other) => ReferenceEquals(this, other);
    }
}
