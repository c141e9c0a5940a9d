using Orleans.Embedded;
using Orleans.Runtime;

namespace Orleans;

/// <summary>Identity and references of a grain object or a grain reference.</summary>
public static class GrainExtensions
{
    /// <exception cref="ArgumentException">The object is neither a grain nor a reference, or does not implement the interface.</exception>
    public static TGrainInterface AsReference<TGrainInterface>(this IAddressable grain) =>
        (TGrainInterface)grain.AsReference(typeof(TGrainInterface));

    public static object AsReference(this IAddressable grain, Type interfaceType)
    {
        ArgumentNullException.ThrowIfNull(interfaceType);
        return grain switch
        {
            GrainReference reference => reference.As(interfaceType),
            IGrainBase { GrainContext: Activation activation } => activation.Runtime.HostedFactory.Reference(interfaceType, activation.GrainId),
            _ => throw new ArgumentException($"{Describe(grain)} is neither a grain nor a grain reference.", nameof(grain)),
        };
    }

    public static TGrainInterface Cast<TGrainInterface>(this IAddressable grain) => grain.AsReference<TGrainInterface>();

    public static object Cast(this IAddressable grain, Type interfaceType) => grain.AsReference(interfaceType);

    public static GrainId GetGrainId(this IAddressable grain) => grain switch
    {
        GrainReference reference => reference.GrainId,
        IGrainBase { GrainContext: { } context } => context.GrainId,
        _ => throw new ArgumentException($"{Describe(grain)} is neither a grain nor a grain reference.", nameof(grain)),
    };

    public static string GetPrimaryKeyString(this IAddressable grain) => grain.GetGrainId().Key.ToString();

    private static string Describe(IAddressable? grain) => grain is null ? "null" : grain.GetType().ToString();
}
