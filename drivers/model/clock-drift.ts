/** Parts per million by which a device's clock must go wrong by the station's to be told: below, the station's own may be the one. */
export const notableDrift = 200;
