namespace Orleans;

/// <summary>Sees every call that arrives at a grain, in the grain's own turn. A grain class that implements it sees its own calls last.</summary>
public interface IIncomingGrainCallFilter
{
    Task Invoke(IIncomingGrainCallContext context);
}

/// <summary>A filter as a delegate.</summary>
public delegate Task IncomingGrainCallFilterDelegate(IIncomingGrainCallContext context);
