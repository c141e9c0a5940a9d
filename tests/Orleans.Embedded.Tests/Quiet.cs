namespace Orleans.Embedded.Tests;

internal static class Quiet
{
    private static readonly GrainMethod QuietMethod = GrainMethod.Internal("Quiet", CallKind.Exclusive, countsAsUse: false);

    /// <summary>Completes after the calls and timer runs that came before, without counting as use of the grain.</summary>
    public static Task QuietAsync(this Activation activation) => activation.Send(new QuietRequest()) ?? Task.CompletedTask;

    private sealed class QuietRequest() : VoidRequest(QuietMethod)
    {
        public override Task InvokeOn(object target) => Task.CompletedTask;
    }
}
