namespace Orleans.Embedded;

/// <summary>A continuation with its state, or a call where there is no callback.</summary>
internal readonly record struct WorkItem(SendOrPostCallback? Callback, object? State);
