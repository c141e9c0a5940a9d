namespace Orleans.Streams;

/// <summary>Receives the items of a stream one by one, in order, the next after the returned task has completed.</summary>
public interface IAsyncObserver<in T>
{
    Task OnNextAsync(T item, StreamSequenceToken? token = null);

    Task OnCompletedAsync() => Task.CompletedTask;

    /// <summary>Told of a failed delivery or of an error that the producer sent.</summary>
    Task OnErrorAsync(Exception ex);
}

/// <summary>Receives the items of a stream in the batches in which they were published.</summary>
public interface IAsyncBatchObserver<T>
{
    Task OnNextAsync(IList<SequentialItem<T>> items);

    Task OnCompletedAsync() => Task.CompletedTask;

    /// <summary>Told of a failed delivery or of an error that the producer sent.</summary>
    Task OnErrorAsync(Exception ex);
}
