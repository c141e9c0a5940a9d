using Orleans.Runtime;

namespace AgentBus.Grains.Hosting;

/// <summary>Writes of grain state that leave memory and storage alike: what could not be stored is not in memory either.</summary>
internal static class StateWrites
{
    /// <summary>Puts another state in force; false where it could not be stored, and the one before stands.</summary>
    /// <param name="state">The state.</param>
    /// <param name="next">The other one.</param>
    /// <param name="failed">Told why not. That another activation wrote meanwhile is not told but thrown: this one has to end.</param>
    public static async Task<bool> ReplaceAsync<T>(this IPersistentState<T> state, T next, Action<Exception> failed)
    {
        var before = state.State;
        try
        {
            state.State = next;
            await state.WriteStateAsync();
            return true;
        }
        catch (Exception fault) when (fault is not Orleans.Storage.InconsistentStateException)
        {
            state.State = before;
            failed(fault);
            return false;
        }
    }
}
