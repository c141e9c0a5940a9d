namespace Orleans.Embedded;

/// <summary>The calls of one mailbox that callers wait for: a list threaded through the calls, guarded by the mailbox's lock.</summary>
internal struct UnansweredCalls
{
    private PendingCall? _first;

    public void Add(PendingCall call)
    {
        call.Next = _first;
        call.Previous = null;
        if (_first is not null)
        {
            _first.Previous = call;
        }

        _first = call;
        call.IsListed = true;
    }

    public void Remove(PendingCall call)
    {
        if (!call.IsListed)
        {
            return;
        }

        if (call.Previous is null)
        {
            _first = call.Next;
        }
        else
        {
            call.Previous.Next = call.Next;
        }

        if (call.Next is not null)
        {
            call.Next.Previous = call.Previous;
        }

        call.Next = call.Previous = null;
        call.IsListed = false;
    }

    /// <summary>Takes out the calls whose deadline has passed; null where there are none.</summary>
    public List<PendingCall>? TakeExpired(long now)
    {
        List<PendingCall>? expired = null;
        for (var call = _first; call is not null;)
        {
            var next = call.Next;
            if (call.Deadline <= now)
            {
                Remove(call);
                (expired ??= []).Add(call);
            }

            call = next;
        }

        return expired;
    }
}
