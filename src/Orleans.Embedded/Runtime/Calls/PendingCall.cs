using Orleans.Runtime;

namespace Orleans.Embedded;

/// <summary>
/// A call that did not complete at once: it waits for its turn or its method waits for something.
/// The links belong to the mailbox that lists its unanswered calls, under that mailbox's lock.
/// </summary>
internal abstract class PendingCall(GrainRequest request)
{
    private const int MaxForwards = 4;
    private int _forwards;
    private Task? _response;
    private Mailbox? _mailbox;

    public GrainRequest Request { get; } = request;

    public CallKind Kind { get; set; }

    /// <summary>The caller's context, in which the method runs when its turn comes.</summary>
    public ExecutionContext? Context { get; set; }

    /// <summary>Timestamp after which the caller no longer waits.</summary>
    public long Deadline { get; set; } = long.MaxValue;

    public PendingCall? Previous { get; set; }

    public PendingCall? Next { get; set; }

    public bool IsListed { get; set; }

    /// <summary>What the caller awaits.</summary>
    public abstract Task Answer { get; }

    public abstract bool Fail(Exception exception);

    protected abstract void Settle(Task response);

    /// <summary>Waits for the response in the turns of the mailbox. Called in a turn.</summary>
    public void Watch(Task response, Mailbox mailbox)
    {
        _response = response;
        _mailbox = mailbox;
        response.GetAwaiter().UnsafeOnCompleted(OnResponse);
    }

    public void Complete(Task response, Mailbox mailbox)
    {
        mailbox.Observe(Request, response);
        Settle(response);
        if (Request.Method.OneWay)
        {
            // Nobody awaits the answer, so its exception counts as observed: the mailbox has seen it.
            _ = Answer.Exception;
        }
    }

    /// <summary>Counts the activations that passed the call on and served none: a grain that never stays active must not do so for ever.</summary>
    public bool MayForward() => ++_forwards <= MaxForwards;

    public void TimeOut(GrainId target)
    {
        var timeout = Request.Method.Timeout ?? Request.Client?.ResponseTimeout;
        Fail(new TimeoutException($"Response did not arrive on time in {timeout} for the call {Request} to {target}."));
    }

    private void OnResponse()
    {
        Complete(_response!, _mailbox!);
        _mailbox!.Finish(this);
    }
}

internal sealed class PendingVoid(GrainRequest request) : PendingCall(request)
{
    private readonly TaskCompletionSource _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public override Task Answer => _answer.Task;

    public override bool Fail(Exception exception) => _answer.TrySetException(exception);

    protected override void Settle(Task response) => _answer.TrySetFromTask(response);
}

internal sealed class PendingCall<T>(GrainRequest request) : PendingCall(request)
{
    private readonly TaskCompletionSource<T> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public override Task Answer => _answer.Task;

    public override bool Fail(Exception exception) => _answer.TrySetException(exception);

    protected override void Settle(Task response) => _answer.TrySetFromTask((Task<T>)response);
}
