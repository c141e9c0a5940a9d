namespace AgentBus.Client.Internal;

/// <summary>Calls into the user's code from a loop of the SDK, which must not end by it.</summary>
internal static class Callback
{
    public static void Invoke<T>(Action<T>? callback, T argument)
    {
        try
        {
            callback?.Invoke(argument);
        }
        catch
        {
            // The options say so: what a callback throws is dropped.
        }
    }
}
