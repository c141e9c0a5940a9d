using System.Collections.Concurrent;
using Orleans.Runtime;
using Orleans.Streams;

namespace Orleans.Embedded;

/// <summary>The streams of one provider, in the memory of the silo.</summary>
internal sealed class StreamProvider(string name, SiloRuntime silo) : IStreamProvider
{
    private readonly ConcurrentDictionary<(StreamId, Type), object> _topics = new();

    public string Name => name;

    public bool IsRewindable => false;

    public SiloRuntime Silo => silo;

    public IAsyncStream<T> GetStream<T>(StreamId streamId) => new EmbeddedStream<T>(this, streamId, silo.HostedFactory);

    public IAsyncStream<T> GetStream<T>(StreamId streamId, GrainFactory client) => new EmbeddedStream<T>(this, streamId, client);

    public StreamTopic<T> Topic<T>(StreamId streamId) => (StreamTopic<T>)_topics.GetOrAdd((streamId, typeof(T)), static _ => new StreamTopic<T>());
}
