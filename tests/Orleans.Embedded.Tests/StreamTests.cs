using System.Collections.Concurrent;
using Orleans.Embedded.Tests.Grains;
using Orleans.Runtime;
using Orleans.Streams;

namespace Orleans.Embedded.Tests;

public sealed class StreamTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Items_arrive_in_the_order_in_which_they_were_published()
    {
        await using var cluster = await Cluster.StartAsync();
        var stream = Stream(cluster);
        var received = new List<int>();
        await stream.SubscribeAsync(async (item, _) =>
        {
            await Task.Yield();
            received.Add(item);
        });
        var done = await LastItemAsync(stream, 999);

        for (var item = 0; item < 1000; item++)
        {
            await stream.OnNextAsync(item);
        }

        await done.WaitAsync(Patience, TestContext.Current.CancellationToken);
        await Until(() => received.Count == 1000);
        received.ShouldBe(Enumerable.Range(0, 1000));
    }

    [Fact]
    public async Task Concurrent_publishers_are_seen_in_one_order_by_all_subscribers()
    {
        await using var cluster = await Cluster.StartAsync();
        var stream = Stream(cluster);
        var (first, second) = (new ConcurrentQueue<int>(), new ConcurrentQueue<int>());
        await stream.SubscribeAsync((item, _) => AddAsync(first, item));
        await stream.SubscribeAsync((item, _) => AddAsync(second, item));

        await Task.WhenAll(Enumerable.Range(0, 8).Select(publisher => Task.Run(async () =>
        {
            for (var item = 0; item < 250; item++)
            {
                await stream.OnNextAsync((publisher * 1000) + item);
            }
        })));

        await Until(() => first.Count == 2000 && second.Count == 2000);
        first.ShouldBe(second);
    }

    [Fact]
    public async Task A_batch_reaches_a_batch_observer_as_one_list()
    {
        await using var cluster = await Cluster.StartAsync();
        var stream = Stream(cluster);
        var batches = new ConcurrentQueue<int[]>();
        await stream.SubscribeAsync(items => AddAsync(batches, items.Select(item => item.Item).ToArray()));

        await stream.OnNextBatchAsync([1, 2, 3]);
        await stream.OnNextAsync(4);

        await Until(() => batches.Count == 2);
        batches.ShouldBe([[1, 2, 3], [4]]);
    }

    [Fact]
    public async Task A_subscriber_that_throws_is_told_and_the_others_are_not_disturbed()
    {
        await using var cluster = await Cluster.StartAsync();
        var stream = Stream(cluster);
        var (errors, received, recovered) = (new ConcurrentQueue<string>(), new ConcurrentQueue<int>(), new ConcurrentQueue<int>());
        await stream.SubscribeAsync(
            (item, _) => item == 1 ? throw new InvalidDataException("broken") : AddAsync(recovered, item),
            error => AddAsync(errors, error.Message));
        await stream.SubscribeAsync((item, _) => AddAsync(received, item));

        await stream.OnNextBatchAsync([1, 2]);
        await stream.OnNextAsync(3);

        await Until(() => received.Count == 3 && recovered.Count == 2);
        errors.ShouldBe(["broken"]);
        received.ShouldBe([1, 2, 3]);
        recovered.ShouldBe([2, 3]);
    }

    [Fact]
    public async Task A_slow_subscriber_does_not_hold_back_the_others_nor_the_publisher()
    {
        await using var cluster = await Cluster.StartAsync();
        var stream = Stream(cluster);
        var received = new ConcurrentQueue<int>();
        await stream.SubscribeAsync((_, _) => cluster.Probe.PassAsync("stuck"));
        await stream.SubscribeAsync((item, _) => AddAsync(received, item));

        await stream.OnNextAsync(1);
        await stream.OnNextAsync(2);

        await Until(() => received.Count == 2);
        cluster.Probe.Log.ShouldBe(["stuck"]);
        cluster.Probe.Open("stuck");
    }

    [Fact]
    public async Task A_subscriber_that_falls_too_far_behind_is_told_that_items_are_lost()
    {
        await using var cluster = await Cluster.StartAsync();
        var stream = Stream(cluster);
        var errors = new ConcurrentQueue<Exception>();
        await stream.SubscribeAsync((_, _) => cluster.Probe.PassAsync("stuck"), error => AddAsync(errors, error));

        for (var item = 0; item < 20_000; item++)
        {
            await stream.OnNextAsync(item);
        }

        cluster.Probe.Open("stuck");
        await Until(() => !errors.IsEmpty);
        errors.ShouldHaveSingleItem().ShouldBeOfType<LimitExceededException>();
    }

    [Fact]
    public async Task After_unsubscribing_nothing_arrives()
    {
        await using var cluster = await Cluster.StartAsync();
        var stream = Stream(cluster);
        var (ended, going) = (new ConcurrentQueue<int>(), new ConcurrentQueue<int>());
        var handle = await stream.SubscribeAsync((item, _) => AddAsync(ended, item));
        await stream.SubscribeAsync((item, _) => AddAsync(going, item));
        await stream.OnNextAsync(1);
        await Until(() => ended.Count == 1);

        await handle.UnsubscribeAsync();
        await stream.OnNextAsync(2);

        await Until(() => going.Count == 2);
        ended.ShouldBe([1]);
        (await stream.GetAllSubscriptionHandles()).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_grain_receives_items_as_turns_of_its_own()
    {
        await using var cluster = await Cluster.StartAsync();
        var stream = Stream(cluster);
        var grain = cluster.Grain<IListenerGrain>();
        await grain.SubscribeAsync(stream.StreamId);
        var held = grain.HoldAsync("held");
        await cluster.Probe.ArrivedAsync("held");

        await stream.OnNextAsync(1);
        cluster.Probe.Log.ShouldBe(["held"]);
        cluster.Probe.Open("held");
        await held;

        await cluster.Probe.ArrivedAsync("item 1 in a turn");
    }

    [Fact]
    public async Task A_grain_that_was_replaced_resumes_its_subscription()
    {
        await using var cluster = await Cluster.StartAsync();
        var stream = Stream(cluster);
        var grain = cluster.Grain<IListenerGrain>();
        await grain.SubscribeAsync(stream.StreamId);
        await grain.DeactivateAsync();

        await grain.ResumeAsync(stream.StreamId);
        await stream.OnNextAsync(2);

        await cluster.Probe.ArrivedAsync("item 2 in a turn");
        cluster.Probe.Log.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_grain_publishes_to_clients_and_goes_on_without_waiting_for_them()
    {
        await using var cluster = await Cluster.StartAsync();
        var stream = Stream(cluster);
        var grain = cluster.Grain<IListenerGrain>();
        var received = new ConcurrentQueue<int>();
        await stream.SubscribeAsync(async (item, _) =>
        {
            await grain.PublishAsync(stream.StreamId, -1);
            received.Enqueue(item);
            await cluster.Probe.PassAsync("stuck");
        });

        await grain.PublishAsync(stream.StreamId, 1);

        await cluster.Probe.ArrivedAsync("stuck");
        received.ShouldBe([1]);
        cluster.Probe.Open("stuck");
    }

    [Fact]
    public async Task A_token_to_start_from_is_refused()
    {
        await using var cluster = await Cluster.StartAsync();
        var stream = Stream(cluster);

        await Should.ThrowAsync<ArgumentException>(async () => await stream.SubscribeAsync(new DelegateObserver<int>((_, _) => Task.CompletedTask, null, null), new Token()));
    }

    private static IAsyncStream<int> Stream(Cluster cluster) => cluster.Client.GetStreamProvider("test").GetStream<int>("room", Guid.NewGuid().ToString("N"));

    private static async Task<Task> LastItemAsync(IAsyncStream<int> stream, int last)
    {
        var done = new TaskCompletionSource();
        await stream.SubscribeAsync((item, _) =>
        {
            if (item == last)
            {
                done.SetResult();
            }

            return Task.CompletedTask;
        });
        return done.Task;
    }

    private static Task AddAsync<T>(ConcurrentQueue<T> queue, T item)
    {
        queue.Enqueue(item);
        return Task.CompletedTask;
    }

    private static async Task Until(Func<bool> condition)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!condition())
        {
            patience.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    private sealed class Token : StreamSequenceToken
    {
        public override long SequenceNumber { get; protected set; }

        public override int EventIndex { get; protected set; }

        public override int CompareTo(StreamSequenceToken? other) => 0;

        public override bool Equals(StreamSequenceToken? other) => other is Token;
    }
}
