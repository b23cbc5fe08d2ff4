export interface TlsMaterial {
  /** PEM: the server's certificate, then those between it and the root. */
  readonly certificate: string;
  readonly key: string;
}

/** What all HTTPS listeners answer with. It comes after they are bound (the data folder is opened later), and is renewed under them. */
export class TlsCertificate {
  private material: TlsMaterial | null = null;
  private readonly followers = new Set<(material: TlsMaterial) => void>();

  get isThere(): boolean {
    return this.material !== null;
  }

  set(material: TlsMaterial): void {
    if (this.material?.certificate === material.certificate) return;
    this.material = material;
    for (const follow of this.followers) follow(material);
  }

  /** Calls back now, when there is one, and at every change. Returns how to stop. */
  follow(follower: (material: TlsMaterial) => void): () => void {
    this.followers.add(follower);
    if (this.material) follower(this.material);
    return () => this.followers.delete(follower);
  }
}
