namespace Orleans.Configuration;

/// <summary>Settings of memory storage. It has none here.</summary>
public class MemoryGrainStorageOptions;
