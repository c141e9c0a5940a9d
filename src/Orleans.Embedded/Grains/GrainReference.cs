using Orleans.Embedded;

namespace Orleans.Runtime;

/// <summary>Base of the references through which grains and observers are called. Two references to one grain are equal.</summary>
public class GrainReference : IAddressable, IEquatable<GrainReference>
{
    private readonly GrainFactory _factory;
    private Mailbox? _target;

    internal GrainReference(GrainFactory factory, GrainId grainId, Mailbox? target)
    {
        _factory = factory;
        _target = target;
        GrainId = grainId;
    }

    public GrainId GrainId { get; }

    public virtual TGrainInterface Cast<TGrainInterface>()
        where TGrainInterface : IAddressable => (TGrainInterface)As(typeof(TGrainInterface));

    internal object As(Type interfaceType) =>
        interfaceType.IsInstanceOfType(this) ? this : _factory.Reference(interfaceType, GrainId);

    /// <summary>Called by generated references.</summary>
    internal Task Send(GrainRequest request)
    {
        request.Caller = SynchronizationContext.Current as Mailbox;
        request.Client = _factory;
        var target = _target;
        while (true)
        {
            if (target?.Send(request) is { } response)
            {
                return response;
            }

            _target = target = _factory.Locate(GrainId);
            if (target is null)
            {
                return request.Fault(_factory.Unavailable(GrainId));
            }
        }
    }

    public bool Equals(GrainReference? other) => other is not null && GrainId.Equals(other.GrainId);

    public override bool Equals(object? obj) => Equals(obj as GrainReference);

    public override int GetHashCode() => GrainId.GetHashCode();

    public override string ToString() => GrainId.ToString();

    public static bool operator ==(GrainReference? reference1, GrainReference? reference2) =>
        reference1?.Equals(reference2) ?? reference2 is null;

    public static bool operator !=(GrainReference? reference1, GrainReference? reference2) => !(reference1 == reference2);
}
