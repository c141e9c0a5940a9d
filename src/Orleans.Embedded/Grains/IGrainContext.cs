namespace Orleans.Runtime;

/// <summary>One activation of a grain, as its code sees it.</summary>
public interface IGrainContext : IEquatable<IGrainContext>
{
    GrainId GrainId { get; }

    GrainReference GrainReference { get; }

    /// <summary>The grain object; null before it is made and after the activation ended.</summary>
    object? GrainInstance { get; }

    /// <summary>Services with the lifetime of the activation.</summary>
    IServiceProvider ActivationServices { get; }

    /// <summary>Ends the activation after the requests that are under way; later calls make a new one.</summary>
    void Deactivate(DeactivationReason deactivationReason, CancellationToken cancellationToken = default);

    /// <summary>Completes when the activation has ended.</summary>
    Task Deactivated { get; }
}
