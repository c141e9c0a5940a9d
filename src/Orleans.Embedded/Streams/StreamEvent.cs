using Orleans.Streams;

namespace Orleans.Embedded;

/// <summary>What a producer published in one step: items, an error, or the end.</summary>
internal abstract record StreamEvent<T>
{
    public abstract Task DeliverAsync(IAsyncObserver<T> observer);

    public abstract Task DeliverAsync(IAsyncBatchObserver<T> observer);

    public sealed record Items(IList<SequentialItem<T>> Batch) : StreamEvent<T>
    {
        /// <summary>An item that fails does not keep the ones behind it from being delivered.</summary>
        public override async Task DeliverAsync(IAsyncObserver<T> observer)
        {
            foreach (var item in Batch)
            {
                try
                {
                    await observer.OnNextAsync(item.Item, item.Token);
                }
                catch (Exception exception)
                {
                    await observer.OnErrorAsync(exception);
                }
            }
        }

        public override async Task DeliverAsync(IAsyncBatchObserver<T> observer)
        {
            try
            {
                await observer.OnNextAsync(Batch);
            }
            catch (Exception exception)
            {
                await observer.OnErrorAsync(exception);
            }
        }
    }

    public sealed record Error(Exception Exception) : StreamEvent<T>
    {
        public override Task DeliverAsync(IAsyncObserver<T> observer) => observer.OnErrorAsync(Exception);

        public override Task DeliverAsync(IAsyncBatchObserver<T> observer) => observer.OnErrorAsync(Exception);
    }

    public sealed record Completed : StreamEvent<T>
    {
        public override Task DeliverAsync(IAsyncObserver<T> observer) => observer.OnCompletedAsync();

        public override Task DeliverAsync(IAsyncBatchObserver<T> observer) => observer.OnCompletedAsync();
    }
}
